"""What is being built in the invented province: works with sites, money, dates and papers, as typed rows."""
