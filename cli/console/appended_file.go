package console

import (
	"errors"
	"os"

	"periscope/keystore/safefile"
)

// AppendTo opens a file that a person named, to read it and to add to its end. It waits for
// nobody, and refuses what is no regular file.
func AppendTo(name string) (*os.File, error) {
	file, err := safefile.Append(name)
	if IsType[*safefile.KindError](err) {
		err = errors.New("it is no regular file")
	}
	return file, err
}
