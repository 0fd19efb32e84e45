"""Labels of codes that both messages and pages show: reasons, states, categories."""
