package explore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"periscope/cli/console"
	"periscope/cli/install"
	"periscope/keystore/safefile"
)

// Desktop is what the explorer reaches of the machine that the user sits at: a
// [ui.Clipboard], [ui.Browser] and [ui.FileWriter].
type Desktop struct{ Env *console.Environment }

// copyTimeout is how long a program for the clipboard may take. Some wait for a display
// that does not answer.
const copyTimeout = 2 * time.Second

// Copy implements [ui.Clipboard]. The program is run without a shell and gets the text on
// its standard input. Over SSH the clipboard of this machine is of no use: then only tmux
// is asked, which hands the text to its terminal.
func (d Desktop) Copy(ctx context.Context, text string) (program string, err error) {
	for _, command := range d.clipboards() {
		path, err := exec.LookPath(command[0])
		if err != nil {
			continue
		}
		ctx, cancel := context.WithTimeout(ctx, copyTimeout)
		defer cancel()
		run := exec.CommandContext(ctx, path, command[1:]...)
		run.Stdin = strings.NewReader(text)
		run.WaitDelay = copyTimeout / 4
		if err := run.Run(); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
			if ctx.Err() != nil {
				err = fmt.Errorf("it took longer than %v", copyTimeout)
			}
			return command[0], err
		}
		return command[0], nil
	}
	return "", nil
}

// clipboards are the programs that reach a clipboard here, the best first.
func (d Desktop) clipboards() [][]string {
	var all [][]string
	if d.Env.Getenv("TMUX") != "" {
		all = append(all, []string{"tmux", "load-buffer", "-w", "-"})
	}
	if install.OverSSH(d.Env) {
		return all
	}
	var own [][]string
	switch {
	case runtime.GOOS == "darwin":
		own = [][]string{{"pbcopy"}}
	case runtime.GOOS == "windows":
		own = [][]string{{"clip.exe"}}
	case d.Env.Getenv("WAYLAND_DISPLAY") != "":
		own = [][]string{{"wl-copy"}}
	case d.Env.Getenv("DISPLAY") != "":
		own = [][]string{{"xclip", "-selection", "clipboard"}, {"xsel", "--clipboard", "--input"}}
	case d.Env.Getenv("WSL_DISTRO_NAME") != "":
		own = [][]string{{"clip.exe"}}
	}
	return append(own, all...)
}

// Browse implements [ui.Browser].
func (d Desktop) Browse(page string) error {
	if !install.OverSSH(d.Env) && d.Env.OpenURL(page) == nil {
		return nil
	}
	return &console.Error{
		Code: "no_browser", Status: console.StatusUsage, Message: "No browser can be opened on this machine.",
		Next: "Open the page on the machine that you sit at.",
	}
}

// WriteFile implements [ui.FileWriter]. What is there already is replaced at once, or not at
// all; only regular files are.
func (d Desktop) WriteFile(path string, content []byte, replace bool) error {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return fmt.Errorf("finding the home directory: %w", err)
		}
		path = filepath.Join(home, rest)
	}
	if !replace {
		return writeNew(path, content)
	}
	if err := safefile.CheckRegular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".periscope-*") // with mode 0600
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer os.Remove(temporary.Name()) //nolint:errcheck // it has another name by now, or is of no use
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(temporary.Name(), path)
}

// writeNew writes a file where there is none. Half a file is removed.
func writeNew(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(path))
	}
	return nil
}
