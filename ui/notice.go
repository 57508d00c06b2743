package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// A notice says what just happened. It has a place of its own, at the right end of the
// footer, and goes after a few seconds or at the next key. What lasts, such as a pause
// that Slack asked for, is a badge in the header for as long as it does.

// noticeLife is how long a notice stays.
const noticeLife = 4 * time.Second

// noticePast tells that a notice was there long enough.
type noticePast struct{ notice int }

// noticed has a notice that is new go in time.
func (e *explorer) noticed() tea.Cmd {
	switch e.toast {
	case "":
		e.timed = ""
		return nil
	case e.timed:
		return nil
	}
	e.timed = e.toast
	e.notices++
	notice := e.notices
	if e.noticeLife == 0 {
		return nil
	}
	return tea.Tick(e.noticeLife, func(time.Time) tea.Msg { return noticePast{notice} })
}

// unnotice takes the notice away: a key was pressed, or its time has come.
func (e *explorer) unnotice() { e.toast, e.timed = "", "" }

// readAgain says what reading a team again brought, if that was asked for by its key.
func (e *explorer) readAgain(s *state.Session) {
	before, asked := e.rereading[s]
	if !asked {
		return
	}
	delete(e.rereading, s)
	e.toast = "read " + s.Name() + " again: nothing changed"
	if !model.Diff(before, s.Permissions).Empty() {
		e.toast = "read " + s.Name() + " again: what changed is marked new or lost"
	}
}

// badge is something that lasts: in full, and in a word where there is no room.
type badge struct{ full, short string }

// badges are in order of importance, the most important last.
func (e *explorer) badges() []badge {
	badges := []badge{{e.mode, ""}}
	s := e.teams.Selected()
	if s != nil && s.PickCount() > 0 {
		picked := fmt.Sprintf("%d picked", s.PickCount())
		badges = append(badges, badge{picked, picked})
	}
	if line := e.requestLine(); line != "" {
		word, _, _ := strings.Cut(line, ":")
		badges = append(badges, badge{line, word})
	}
	if silence := e.silence(); silence != nil {
		silent := int(e.now().Sub(silence.Since).Seconds())
		badges = append(badges, badge{
			fmt.Sprintf("%s has not answered %s yet (%d s)", silence.Host, silence.Method, silent),
			fmt.Sprintf("no answer for %d s", silent),
		})
	}
	if waiting := e.waiting(); waiting != nil {
		badges = append(badges, waitBadge(waiting, waiting.Until(e.now()).Round(time.Second)))
	}
	return badges
}

// waitBadge says what waits for Slack and, of a list, how far it is. How long the list is
// Slack does not say before its end.
func waitBadge(s *state.Session, wait time.Duration) badge {
	full := fmt.Sprintf("Slack asks us to wait %v before the next %s", wait, s.Wait.Method)
	if listed := s.Dir.CountListed(); s.Listing && listed > 0 && slices.Contains(describe.ListingMethods, s.Wait.Method) {
		full = fmt.Sprintf("%s listed so far, Slack allows the next page in %v", draw.Thousands(listed), wait)
	}
	return badge{full, fmt.Sprintf("waiting %v", wait)}
}
