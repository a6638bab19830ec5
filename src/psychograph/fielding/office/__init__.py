"""Those who run the survey: users, sessions, what they did, and the state of the field."""
