/** How far a file that is handed in has come. */

/** @typedef {'idle' | 'sending' | 'reading' | 'done' | 'refused'} Stage */

/** Whether the next file can be chosen: nothing is under way, whatever became of the last. @param {Stage} stage */
export function takesNext(stage) {
  return stage !== 'sending' && stage !== 'reading';
}
