package team

import (
	"bytes"
	"fmt"
	"io"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/slackapi/text"
)

// finding is a fault of the store, and what became of it.
type finding struct {
	keystore.Fault
	mended bool
	result string // what was done, or why it could not be; empty: nothing was tried
}

// message names the fault as a sentence.
func (f finding) message() string {
	key, place := text.Clean(f.Key), string(f.Backend)
	switch f.Code {
	case keystore.FaultUnfinished:
		return fmt.Sprintf("%s: a change of its token in the %s was not finished.", key, place)
	case keystore.FaultNoToken:
		return fmt.Sprintf("%s: the team is listed, and the %s holds no token for it.", key, place)
	case keystore.FaultNotListed:
		return fmt.Sprintf("%s: the %s holds a token, and no team is listed for it.", key, place)
	case keystore.FaultUnchecked:
		return fmt.Sprintf("The %s could not be looked into: %s", place, sentenceOf(f.Err))
	}
	return sentenceOf(f.Err) // the list, which names itself
}

func sentenceOf(err error) string {
	return text.Clean(console.AsMessage(console.Describe(err).Message)) + "."
}

// doctorDocument is what team doctor --json prints.
type doctorDocument struct {
	Schema   string            `json:"schema"` // "periscope.doctor/v1"
	Findings []findingDocument `json:"findings"`
}

type findingDocument struct {
	Code    keystore.FaultCode `json:"code"`
	Key     string             `json:"key"`   // empty where it is not about one token
	Store   keystore.Backend   `json:"store"` // empty for the list
	Message string             `json:"message"`
	Mended  bool               `json:"mended"`
	Result  string             `json:"result"` // what was done, or why not; empty: nothing was tried
}

// printFindings writes one line for each finding.
func printFindings(out io.Writer, findings []finding) error {
	if len(findings) == 0 {
		_, err := fmt.Fprintln(out, "nothing is wrong")
		return err
	}
	var page bytes.Buffer
	for _, f := range findings {
		became := "not mended"
		if f.mended {
			became = "mended"
		}
		fmt.Fprintf(&page, "%s: %s", became, console.AsMessage(f.message()))
		if f.result != "" {
			fmt.Fprintf(&page, " (%s)", console.AsMessage(f.result))
		}
		fmt.Fprintln(&page)
	}
	_, err := page.WriteTo(out)
	return err
}

// printFindingsJSON writes the findings as one document.
func printFindingsJSON(out io.Writer, findings []finding) error {
	doc := doctorDocument{Schema: "periscope.doctor/v1", Findings: []findingDocument{}}
	for _, f := range findings {
		doc.Findings = append(doc.Findings, findingDocument{
			f.Code, text.Clean(f.Key), f.Backend, console.AsMessage(f.message()), f.mended, console.AsMessage(f.result),
		})
	}
	return console.WriteJSON(out, doc)
}
