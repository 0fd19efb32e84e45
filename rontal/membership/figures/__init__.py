"""Anonymous counts of registrations: received and ended, by place, age group and sex."""
