package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// readSecurity returns SECURITY.md.
func readSecurity(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestPromisesNameTheirTests: each promise of SECURITY.md is held by tests that exist.
func TestPromisesNameTheirTests(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		for _, found := range function.FindAllStringSubmatch(string(content), -1) {
			declared[found[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	content := readSecurity(t)
	for _, named := range regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(content, -1) {
		if !declared[named[1]] {
			t.Errorf("SECURITY.md names %s, which does not exist", named[1])
		}
	}
	promises := 0
	for line := range strings.Lines(content) {
		cells := strings.Split(strings.Trim(line, "|\n"), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) != 2 || strings.Contains(cells[0], "promise") || strings.Contains(cells[0], "module") {
			continue
		}
		if strings.Contains(cells[1], "Test") {
			promises++
		} else if !strings.Contains(cells[0], ".") { // a module, of the list of licences
			t.Errorf("no test holds the promise: %s", cells[0])
		}
	}
	if promises < 30 {
		t.Errorf("SECURITY.md has %d promises", promises)
	}
}

// licenceWords are in the text of a licence.
var licenceWords = map[string]string{
	"MIT": "Permission is hereby granted, free of charge", "Apache-2.0": "Apache License",
	"BSD-3-Clause": "Neither the name", "BSD-2-Clause": "Redistribution and use in source and binary forms",
	"MPL-2.0": "Mozilla Public License", "ISC": "Permission to use, copy, modify, and distribute this software",
}

// TestLicencesOfLinkedModules: SECURITY.md lists each module that the program is linked
// with on any system, and its licence.
func TestLicencesOfLinkedModules(t *testing.T) {
	t.Parallel()
	linked := map[string]string{} // the directory of each module
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", ".")
		cmd.Dir, cmd.Env = root, append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("listing what is linked on %s: %v", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if module, dir, ok := strings.Cut(strings.TrimSpace(line), " "); ok && module != "periscope" {
				linked[module] = dir
			}
		}
	}
	_, list, _ := strings.Cut(readSecurity(t), "| module | licence |")
	listed := map[string]string{}
	for line := range strings.Lines(list) {
		if cells := strings.Split(line, "|"); len(cells) == 4 && strings.Contains(cells[1], ".") {
			listed[strings.TrimSpace(cells[1])] = strings.TrimSpace(cells[2])
		}
	}
	for module, dir := range linked {
		if listed[module] == "" {
			t.Errorf("SECURITY.md does not list %s", module)
			continue
		}
		text := licenceText(t, dir)
		for licence := range strings.SplitSeq(listed[module], " and ") {
			if words := licenceWords[licence]; words == "" || !strings.Contains(text, words) {
				t.Errorf("%s is not under %s", module, licence)
			}
		}
	}
	for module := range listed {
		if linked[module] == "" {
			t.Errorf("SECURITY.md lists %s, which is not linked", module)
		}
	}
}

// licenceText is the licence in the directory of a module.
func licenceText(t *testing.T, dir string) string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var text []byte
	for _, f := range files {
		if !strings.HasPrefix(strings.ToUpper(f.Name()), "LICEN") {
			continue
		}
		more, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, more...)
	}
	if len(text) == 0 {
		t.Fatalf("%s has no licence", dir)
	}
	return string(text)
}
