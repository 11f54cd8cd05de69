"""Other right answers, and misconceptions, of the lesson `pixel_cnn`."""
