package safefile

// ExposedError says that others than its user can change a file or directory.
type ExposedError struct {
	Path     string
	why      string
	nextStep string
}

func (e *ExposedError) Error() string { return e.Path + " " + e.why }

// NextStep says what the user can do about it.
func (e *ExposedError) NextStep() string { return e.nextStep }
