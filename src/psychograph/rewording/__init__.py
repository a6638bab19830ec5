"""Optional wording by a language model, which may rephrase and nothing else; off unless a study asks."""
