"""What the pages of performance evaluation show, and what their forms say."""
