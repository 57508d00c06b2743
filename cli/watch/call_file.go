package watch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/process"
	"periscope/slackapi/record"
)

// CallFile is a file that calls are added to.
type CallFile struct {
	name string
	file *os.File
	made bool // it was not there before
}

// maxCallFile bounds the file that is added to, in bytes.
const maxCallFile = 32 << 20 // more is not read back, see [console.ReadInput]

// OpenCallFile opens a file to add to, which was named with a flag, and returns the calls
// that are in it. A file that holds something else is not touched.
func OpenCallFile(name, flag string) (*CallFile, []record.Entry, error) {
	wrong := func(err error) error {
		return &console.Error{
			Code: "bad_file", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s cannot be written: %v", console.InputName(name), console.CauseWithoutPath(err)),
			Next:    "Name a file that you may write with " + flag + ".",
		}
	}
	_, err := os.Stat(name)
	made := errors.Is(err, fs.ErrNotExist)
	file, err := console.AppendTo(name)
	if err != nil {
		return nil, nil, wrong(err)
	}
	data, err := io.ReadAll(io.LimitReader(file, maxCallFile+1))
	if err == nil && len(data) > maxCallFile { // what is beyond would not count
		err = fmt.Errorf("it is larger than %d MiB", maxCallFile>>20)
	}
	if err != nil {
		_ = file.Close() // the first error is the one to tell
		return nil, nil, wrong(err)
	}
	f := &CallFile{name, file, made}
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

func (f *CallFile) add(entries []record.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := record.Write(f.file, entries); err != nil {
		return &console.Error{
			Code: "save_failed", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s: what was seen is not saved: %v", console.InputName(f.name), console.CauseWithoutPath(err)),
			Next:    "Make room, or name another file, and run it again.",
		}
	}
	return nil
}

// saveEvery is how often calls are added to the file while the app runs, so that little is
// lost if the machine goes down.
const saveEvery = 5 * time.Second

// Save adds to the file what is recorded, now and then, until finish is called, which adds
// the rest and closes the file. note hears what goes wrong before.
func (f *CallFile) Save(recording *record.Recording, note func(string)) (finish func() error) {
	done := make(chan struct{})
	var saving sync.WaitGroup
	saving.Go(process.Guarded(func() {
		tick := time.NewTicker(saveEvery)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				if err := f.add(recording.TakeUnsaved()); err != nil {
					note(err.Error())
				}
			}
		}
	}))
	return func() error {
		close(done)
		saving.Wait()
		return errors.Join(f.add(recording.TakeUnsaved()), f.close())
	}
}

// close closes the file. One without a call, that was not there before, is no recording: it is
// removed.
func (f *CallFile) close() error {
	if info, err := f.file.Stat(); err == nil && f.made && info.Size() == 0 {
		_ = os.Remove(f.name) // else an empty file is left, which does no harm
	}
	if err := f.file.Close(); err != nil {
		return fmt.Errorf("saving %s: %w", console.InputName(f.name), console.CauseWithoutPath(err))
	}
	return nil
}
