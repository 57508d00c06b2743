package watch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/slackapi/record"
)

// callFile is a file that calls are added to.
type callFile struct {
	name string
	file *os.File
}

// maxCallFile bounds the file that is added to, in bytes.
const maxCallFile = 64 << 20

// openCallFile opens a file to add to, and returns the calls that are in it. A file that
// holds something else is not touched.
func openCallFile(name string) (*callFile, []record.Entry, error) {
	wrong := func(err error) error {
		return &console.Error{
			Code: "bad_file", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s cannot be written: %v", console.InputName(name), console.CauseWithoutPath(err)),
			Next:    "Name a file that you may write with --save.",
		}
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, nil, wrong(errors.New("it is no regular file"))
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, wrong(err)
	}
	data, err := io.ReadAll(io.LimitReader(file, maxCallFile))
	if err != nil {
		_ = file.Close() // the first error is the one to tell
		return nil, nil, wrong(err)
	}
	f := &callFile{name, file}
	if len(bytes.TrimSpace(data)) == 0 {
		return f, nil, nil
	}
	entries, err := record.Read(data)
	if err != nil {
		_ = file.Close() // likewise
		if line, ok := errors.AsType[*record.LineError](err); ok {
			err = project.BadRecording(name, line)
		}
		return nil, nil, err
	}
	if !bytes.HasSuffix(data, []byte("\n")) { // its last line was cut
		if _, err := io.WriteString(file, "\n"); err != nil {
			_ = file.Close() // likewise
			return nil, nil, wrong(err)
		}
	}
	return f, entries, nil
}

func (f *callFile) add(entries []record.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := record.Write(f.file, entries); err != nil {
		return &console.Error{
			Code: "save_failed", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s: what was seen is not saved: %v", console.InputName(f.name), console.CauseWithoutPath(err)),
			Next:    "Make room, or name another file with --save, and run it again.",
		}
	}
	return nil
}

func (f *callFile) close() error {
	if err := f.file.Close(); err != nil {
		return fmt.Errorf("saving %s: %w", console.InputName(f.name), console.CauseWithoutPath(err))
	}
	return nil
}
