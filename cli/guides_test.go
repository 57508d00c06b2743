package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/slackapi/sandbox/world"
)

// guideFiles are the pages that tell people what to type.
func guideFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../docs/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no guides: %v", err)
	}
	return append(files, "../README.md")
}

// fence is a block of code on a page: the line before it, its language and its lines.
type fence struct {
	before, language, text string
	start, end             int // of text on the page
}

var fencePattern = regexp.MustCompile("(?ms)^([^\n]*)\n(?:[ \t]*\n)?```([a-z]*)[^\n]*\n(.*?)^```$")

func fences(page string) []fence {
	var all []fence
	for _, at := range fencePattern.FindAllStringSubmatchIndex(page, -1) {
		all = append(all, fence{page[at[2]:at[3]], page[at[4]:at[5]], page[at[6]:at[7]], at[6], at[7]})
	}
	return all
}

// TestGuidesPrintWhatTheySay runs the commands of the blocks of the language console, in
// order, and compares what they print with what the page says; a line "..." stands for
// any number of lines. What a page shows as a file is there: its name, in code and with a
// colon, is the line before the block. Two teams of the demo are stored.
func TestGuidesPrintWhatTheySay(t *testing.T) {
	for _, file := range guideFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			page := string(content)
			p := newPlace(t).withSandbox(t, world.Demo(world.DefaultResources))
			for _, token := range []string{"xoxb-sandbox-lighthouse", "xoxb-sandbox-acme"} {
				p.run(t, token, "team", "add", "--token-stdin", "--store", "keyring").want(t, console.StatusDone)
			}
			t.Chdir(t.TempDir())
			changed := page
			for _, block := range slices.Backward(runGuide(t, p, page)) {
				changed = changed[:block.start] + block.text + changed[block.end:]
			}
			if changed == page {
				return
			}
			if !*update {
				t.Fatal("the page is stale: run go test ./cli -run TestGuidesPrintWhatTheySay -update, and read what it changed")
			}
			if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// fileBlock is the line before a block that is a file.
var fileBlock = regexp.MustCompile("^`([a-z_.]+)`:$")

// runGuide runs the commands of a page. It returns the blocks that say something else,
// with what they should say.
func runGuide(t *testing.T, p *place, page string) []fence {
	t.Helper()
	var stale []fence
	for _, block := range fences(page) {
		if name := fileBlock.FindStringSubmatch(block.before); name != nil {
			if err := os.WriteFile(name[1], []byte(block.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if block.language != "console" {
			continue
		}
		var is strings.Builder
		for _, said := range strings.Split("\n"+block.text, "\n$ ")[1:] {
			command, want, _ := strings.Cut(said, "\n")
			got := runLine(t, p, command)
			if matches(want, got) {
				got = want + "\n"
			}
			is.WriteString("$ " + command + "\n" + strings.TrimLeft(strings.TrimRight(got, "\n")+"\n", "\n"))
		}
		if text := strings.TrimRight(is.String(), "\n") + "\n"; text != block.text {
			t.Logf("it says\n%sand it is\n%s", block.text, text)
			block.text = text
			stale = append(stale, block)
		}
	}
	return stale
}

// runLine runs one command of a page and returns what it prints.
func runLine(t *testing.T, p *place, line string) string {
	t.Helper()
	words := shellWords(line)
	stdin := ""
	if len(words) > 3 && words[0] == "echo" && words[2] == "|" {
		stdin, words = words[1]+"\n", words[3:]
	}
	if len(words) == 0 || words[0] != "periscope" {
		t.Fatalf("%q is no command of this program", line)
	}
	into := ""
	if at := slices.Index(words, ">"); at >= 0 {
		into, words = words[at+1], words[:at]
	}
	o := p.run(t, stdin, words[1:]...)
	if o.status > console.StatusNo {
		t.Errorf("%s ends with status %d: %s", line, o.status, o.err)
	}
	if into != "" {
		if err := os.WriteFile(into, []byte(o.out), 0o600); err != nil {
			t.Fatal(err)
		}
		return o.err
	}
	return o.out + o.err
}

// shellWords are the words of a line, where a word in single quotes may have spaces.
func shellWords(line string) []string {
	line, _, _ = strings.Cut(line, "   # ")
	var words []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

var elided = regexp.MustCompile(`(?m)^ *\.\.\.$`)

// matches reports whether text is what a page says, where "..." is any number of lines.
func matches(said, text string) bool {
	said = "\n" + elided.ReplaceAllString(strings.TrimSpace(said), "...") + "\n"
	parts := strings.Split(said, "\n...\n")
	rest := "\n" + strings.TrimSpace(text) + "\n"
	for i, part := range parts {
		if len(parts) > 1 && part == "" {
			continue
		}
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at != 0 || i == len(parts)-1 && !strings.HasSuffix(rest, part) {
			return false
		}
		rest = rest[at+len(part):]
		rest = "\n" + strings.TrimPrefix(rest, "\n")
	}
	return len(parts) > 1 || rest == "\n"
}

// typed finds what pages tell people to type: in blocks, and in code within a sentence.
var typed = regexp.MustCompile("(?m)(?:^|[`$|] *|run: +|go run \\. *)periscope((?: [^\\n`|>&;#)]+)?)")

// TestGuidesNameCommandsThatExist: every command and flag on the pages is one of the program's.
func TestGuidesNameCommandsThatExist(t *testing.T) {
	t.Parallel()
	count := 0
	for _, file := range append(guideFiles(t), "../CONTRIBUTING.md", "../SECURITY.md", "../action.yml") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range typed.FindAllSubmatch(content, -1) {
			words := shellWords(string(bytes.TrimSpace(found[1])))
			root := newRootCommand(&console.Environment{Getenv: func(string) string { return "" }})
			if fault := unknownWord(root, words); fault != "" {
				t.Errorf("%s: periscope %s: there is no %s", file, strings.Join(words, " "), fault)
			}
			count++
		}
	}
	if count < 50 {
		t.Errorf("found %d commands only", count)
	}
}

// unknownWord is the first command or flag of a command line that does not exist.
func unknownWord(root *cobra.Command, words []string) string {
	cmd := root
	for len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		below := slices.IndexFunc(cmd.Commands(), func(c *cobra.Command) bool { return c.Name() == words[0] })
		if below < 0 {
			break
		}
		cmd, words = cmd.Commands()[below], words[1:]
	}
	if cmd == root && len(words) > 0 && !strings.HasPrefix(words[0], "-") && words[0] != "COMMAND" && words[0] != "[flags]" && words[0] != "help" {
		return "command " + words[0]
	}
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	for _, word := range words {
		name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
		if word == "--" {
			break
		}
		if strings.HasPrefix(word, "--") && cmd.Flag(name) == nil {
			return "flag --" + name
		}
	}
	return ""
}

// link is a link or a picture of a page.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinksLeadSomewhere: files that pages link to are there, and so are the headings.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	pages := guideFiles(t)
	for _, pattern := range []string{"../*.md", "../docs/*/*.md", "../slackapi/sandbox/*.md", "../slackapi/sandbox/world/*.md"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, more...)
	}
	for _, page := range pages {
		content, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllSubmatch(content, -1) {
			to, heading, _ := strings.Cut(string(found[1]), "#")
			if strings.Contains(to, "://") {
				continue
			}
			path := page
			if to != "" {
				path = filepath.Join(filepath.Dir(page), filepath.FromSlash(to))
			}
			target, err := os.ReadFile(path)
			if err != nil {
				t.Errorf("%s: %v", page, err)
			} else if heading != "" && !slices.Contains(headings(target), heading) {
				t.Errorf("%s: %s has no heading %q", page, path, heading)
			}
		}
	}
}

var headingPattern = regexp.MustCompile(`(?m)^#+ (.*)$`)

// headings are the headings of a page, as links name them.
func headings(page []byte) []string {
	var all []string
	for _, found := range headingPattern.FindAllSubmatch(page, -1) {
		all = append(all, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return r
			}
			return -1
		}, strings.ToLower(string(found[1]))))
	}
	return all
}

// TestReadmeIsShort: what is long has a page of its own in docs.
func TestReadmeIsShort(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(content, []byte("\n")); lines >= 250 {
		t.Errorf("README.md has %d lines", lines)
	}
}
