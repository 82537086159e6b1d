"""From a stranger's file to what the catalogue keeps: one stage after another, in a child process."""
