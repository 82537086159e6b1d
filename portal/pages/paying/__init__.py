"""The pages of payments: list, application, form, files."""
