"""Where the numbers stand: by the person, the header, the numbers themselves and the declared county; else
ask.
"""
