"""How the field goes: dispositions, response rates, arms, quotas, and what the answers so far say."""
