"""What is seen at the site: entries from phones, kept once and in order, with photos as they were taken."""
