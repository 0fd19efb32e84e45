"""The application form as both doors show it: to whoever fills it in at home, and to a clerk at
the counter. How a field looks and what was typed; the rules are membership's."""
