"""What is said of segments, personas and campaigns, in message catalogues: a language is a file."""
