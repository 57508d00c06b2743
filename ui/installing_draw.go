package ui

import (
	"fmt"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

func (d *installing) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Install the app in " + d.session.Name()}
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	switch played := e.stage() != nil; {
	case d.waiting && played:
		p.Keys = "esc stops waiting"
		say(draw.Labelled(e.styles, width, "", "Installing…")...)
	case d.waiting:
		p.Keys = "esc stops waiting"
		say(draw.Labelled(e.styles, width, "", "Waiting for the approval in your browser…")...)
		if d.address != "" {
			say("")
			say(draw.Address(e.styles, width, "if it did not open, or on another machine:", d.address)...)
		}
	case played:
		p.Keys = "y approve  n deny  esc leaves it"
		say(d.failure(e, width)...)
		say(draw.Labelled(e.styles, width, "", "You play the person who may install apps. Slack shows them:")...)
		say("")
		say("  " + e.styles.Strong.Render(fmt.Sprintf("%s asks to be added to %s", d.app(), d.session.Name())))
		say(d.askedRows(e.styles, width)...)
		say("", "    "+e.styles.Good.Render("y  Approve")+"      "+e.styles.Bad.Render("n  Deny"), "")
	default:
		p.Keys = "enter opens your browser  esc leaves"
		say(d.failure(e, width)...)
		say(draw.Labelled(e.styles, width, "", "Your browser opens Slack's page, which asks for:")...)
		say(d.askedRows(e.styles, width)...)
		say("")
		say(draw.Labelled(e.styles, width, "", "Somebody who may install apps in "+d.session.Name()+" approves there. "+
			"Periscope waits for the answer, stores the token that it brings, and reads the team again. "+
			"Nothing that the token holds is taken away.")...)
	}
	return p
}

// app is the best name there is for the app.
func (d *installing) app() string {
	if name := d.session.Identity.AppName; name != "" {
		return name
	}
	return "The app"
}

// failure says why the last try failed, if it did.
func (d *installing) failure(e *explorer, width int) []string {
	if d.err == nil {
		return nil
	}
	sentence, next := describe.Failure(d.err)
	desc := draw.Text{}
	desc.Say(draw.Negative, sentence)
	desc.Say(draw.Neutral, next)
	return append(desc.Draw(e.styles, width), "")
}

// askedRows list the scopes of each half with their meanings, as Slack might.
func (d *installing) askedRows(st draw.Styles, width int) []string {
	var rows []string
	for _, r := range d.halves() {
		whose := "what its bot may do:"
		if r.For == model.ForUser {
			whose = "what it may do as you:"
		}
		rows = append(rows, "", "   "+st.Dim.Render(whose))
		rows = append(rows, describe.ScopeBullets(st, width, r.Scopes)...)
	}
	return rows
}
