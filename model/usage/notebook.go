package usage

import (
	"bytes"
	"encoding/json"
	"strings"
)

// notebook is the part of a Jupyter notebook that holds code. What stands in a line is
// told by where its string is in the file.
type notebook struct {
	Cells []struct {
		Type   string          `json:"cell_type"`
		Source json.RawMessage `json:"source"`
	} `json:"cells"`
	Metadata struct {
		Kernel struct {
			Language string `json:"language"`
		} `json:"kernelspec"`
		Language struct {
			Name string `json:"name"`
		} `json:"language_info"`
	} `json:"metadata"`
}

// language is that of the code; empty if its calls are not read.
func (n *notebook) language() string {
	switch name := strings.ToLower(n.Metadata.Kernel.Language + n.Metadata.Language.Name); {
	case strings.Contains(name, "javascript"), strings.Contains(name, "typescript"):
		return "JavaScript"
	case strings.Contains(name, "python"), name == "":
		return "Python"
	}
	return ""
}

// readNotebook reads the cells of code of a notebook as one text, which is empty if there
// are none. Lines are those of the file, in which notebooks hold each line of a cell in a
// line of its own.
func readNotebook(src []byte) (language string, text []byte, lines lineMap) {
	var n notebook
	if json.Unmarshal(src, &n) != nil {
		return "", nil, nil
	}
	text, lines = n.code(src)
	blankMagic(text)
	return n.language(), text, lines
}

// code returns the cells of code, and where their lines are in the file.
func (n *notebook) code(src []byte) (cells []byte, lines lineMap) {
	at := position{line: 1}
	for _, cell := range n.Cells {
		// The parts of a document are unmarshaled in order, so each is found behind the last.
		i := bytes.Index(src[at.at:], cell.Source)
		if i < 0 || len(cell.Source) == 0 {
			continue
		}
		start := at.at + i
		if cell.Type == "code" {
			for _, part := range linesOf(cell.Source) {
				at.moveTo(start+part.at, src)
				for line := range strings.Lines(part.text) {
					lines = append(lines, struct{ from, line, column int }{len(cells), at.line, 1})
					cells = append(cells, line...)
				}
			}
			if len(cells) > 0 && cells[len(cells)-1] != '\n' {
				cells = append(cells, '\n')
			}
		}
		at.moveTo(max(start, at.at), src)
	}
	return cells, lines
}

// blankMagic blanks the lines that are commands of the notebook: %pip install, !ls.
func blankMagic(cells []byte) {
	for from := 0; from < len(cells); {
		to := len(cells)
		if i := bytes.IndexByte(cells[from:], '\n'); i >= 0 {
			to = from + i
		}
		if line := bytes.TrimLeft(cells[from:to], " "); len(line) > 0 && (line[0] == '%' || line[0] == '!') {
			copy(cells[from:to], bytes.Repeat([]byte{' '}, to-from))
		}
		from = to + 1
	}
}

// linePart is a string of a cell's source, and where it begins in it.
type linePart struct {
	at   int
	text string
}

// linesOf returns the strings of a source, which is a list of them, or one.
func linesOf(source json.RawMessage) []linePart {
	var parts []linePart
	decoder := json.NewDecoder(bytes.NewReader(source))
	for {
		token, err := decoder.Token()
		if err != nil {
			return parts
		}
		if line, ok := token.(string); ok {
			end := int(decoder.InputOffset())
			parts = append(parts, linePart{bytes.LastIndexByte(source[:max(end-1, 0)], '\n') + 1, line})
			if first := bytes.IndexByte(source[parts[len(parts)-1].at:end], '"'); first > 0 {
				parts[len(parts)-1].at += first
			}
		}
	}
}
