"""What differs between two questionnaires, in the words in which losses are told."""
