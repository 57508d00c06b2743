package describe

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
)

// RefusalTitle says what was called and what Slack answered.
func RefusalTitle(r model.Refusal) string {
	title := "headers of a reply"
	switch {
	case r.Code != "":
		title = "Slack answered `" + r.Code + "`"
	case len(r.Warnings) > 0:
		title = "Slack remarked `" + r.Warnings[0] + "`"
	}
	if r.Method != "" {
		title = r.Method + ": " + title
	}
	if r.Count > 1 {
		title += fmt.Sprintf(", %s times", draw.Thousands(r.Count))
	}
	return title
}

// Diagnosis says what stands behind a refusal, and what to change.
func Diagnosis(d model.Diagnosis) draw.Text {
	t := draw.Text{Title: RefusalTitle(d.Refusal)}
	t.Say(draw.Neutral, d.Sentence)
	t.Say(draw.Neutral, d.NextStep)
	t.Add("cause", string(d.Cause))
	if len(d.Needed) > 0 {
		t.Add("needed", JoinScopes(d.Needed))
	}
	if d.ProvidedKnown {
		t.Add("provided", JoinScopes(d.Provided))
	}
	if len(d.Add) > 0 {
		note := ", for " + Owner(d.For)
		switch d.Holds {
		case model.Yes:
			note += ": this team's token holds enough"
		case model.No:
			note += ": this team's token lacks it, too"
		}
		t.Add("add", JoinScopes(d.Add)+note)
	}
	var others []catalog.Scope
	for _, s := range d.Alternatives {
		if !slices.Contains(d.Add, s) {
			others = append(others, s)
		}
	}
	if len(others) > 0 {
		t.Add("or", JoinScopes(others))
	}
	return t
}
