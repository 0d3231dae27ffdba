"""Accepted proposals into a dialogue file: options, asks, answers, rules, priorities."""
