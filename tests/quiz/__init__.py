"""What tests and measurements of quiz items share."""
