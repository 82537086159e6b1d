-- Forgets every turn: turns_anew.sql reckons them again, as the function tells them now.
DELETE FROM progress_turn;
