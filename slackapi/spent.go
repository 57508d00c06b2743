package slackapi

// SpentError is an exchange that was sent and not properly answered: the code or
// refresh token may be spent. It wraps what went wrong.
type SpentError struct{ err failure }

func (e *SpentError) Error() string {
	return e.err.Error() + " (the code or refresh token may be spent)"
}

// Unwrap returns what went wrong.
func (e *SpentError) Unwrap() error { return e.err }

// Sentence says what went wrong, and what may be lost.
func (e *SpentError) Sentence() string {
	return e.err.Sentence() + " The exchange was sent, so Slack may have counted it."
}

// NextStep says how to find out.
func (e *SpentError) NextStep() string {
	return "Try once more; if Slack then does not know the code or refresh token, install the app again."
}

// Word is "unsure".
func (e *SpentError) Word() string { return "unsure" }

// ErrorCode is empty: whatever Slack said, it was no verdict.
func (e *SpentError) ErrorCode() string { return "" }

// Passing is false: another attempt may find the token spent.
func (e *SpentError) Passing() bool { return false }
