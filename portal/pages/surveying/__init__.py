"""The pages of a survey on its way in, its files and its report."""
