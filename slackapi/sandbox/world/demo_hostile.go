package world

import (
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// hostileTexts are names that no terminal should ever see as they are.
var hostileTexts = []string{
	"title-\x1b]0;not your title\x07-set",                       // OSC: sets the window title
	"link-\x1b]8;;https://example.com/\x1b\\here\x1b]8;;\x1b\\", // OSC 8: a link
	"clip-\x1b]52;c;cGFzdGVk\x07-board",                         // OSC 52: writes the clipboard
	"clear-\x1b[2J\x1b[H-screen",                                // CSI: clears the screen
	"red-\x1b[31;1;5m-alert",                                    // SGR: never reset
	"reset-\x1bc-terminal",                                      // RIS
	"ask-\x1b[6n\x1b[c-answer",                                  // queries that a terminal answers as if typed
	"bell-\a\a\a",
	"first line\r\nsecond line\nthird",
	"carriage\rreturn",
	"back\b\b\b\bspace",
	"tab\tvertical\vform\f",
	"nul-\x00-del-\x7f",
	"c1-\u009b31m-\u009d0;title\u009c-\u0085", // C1: CSI, OSC and ST in one character each
	"bidi-\u202etxt.exe\u202c-override",
	"isolate-\u2067right\u2069-\u200f-mark",
	"zero\u200bwidth\u200c\u200d\u2060\ufeff-joined",
	"tags-\U000e0068\U000e0069-invisible", // tag characters
	"separator\u2028line\u2029paragraph",
	"東京-営業部-会議室予約", // two columns each
	"서울-지원팀",
	"عربي-עברית-mixed",                                                  // right to left
	"family-\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", // one glyph, seven runes
	"flags-\U0001f1f3\U0001f1f4\U0001f1ef\U0001f1f5",                    // regional indicators
	"tone-\U0001f44d\U0001f3fd-keycap-1\ufe0f\u20e3",
	"zalgo-" + strings.Repeat("e\u0301\u0323\u0489", 12), // combining marks
	"\u0301starts-with-a-mark",
	"<script>&amp;\"quoted\"'\\u001b[31m", // hostile to others than terminals
	"%s%n%!d(MISSING)",
	"   ",
	"",
	strings.Repeat("three-hundred-", 21) + "endend", // 300 characters
	strings.Repeat("長", 300),                        // 300 characters, 600 columns
}

// hostileNames is where people and channels have the worst names there are.
func hostileNames() Team {
	b := newTeam(3, "Hostile Names \x1b]0;owned\x07\x1b[31m\u202eÜnsafe ☃ 東京", "https://hostile-names.slack.com/")
	people := b.addPeople(len(hostileTexts))
	for i, text := range hostileTexts {
		people[i].Name, people[i].RealName = text, text
	}
	channels := b.addNamed(catalog.Channel, hostileTexts...)
	groups := b.addNamed(catalog.Group, hostileTexts[:8]...)
	parties := []model.ResourceID{b.addGroupDirect(people[0], people[7], people[14])}
	directs := b.addDirect(catalog.IM, people)
	homes := b.addDirect(catalog.AppHome, people[3:5])

	in := b.install("hostile",
		b.grantTeam("users:read"),
		grantAllBut(channels[:2], "chat:write", "conversations:read"),
		grant(catalog.Group, groups, "chat:write", "conversations:read"),
		grant(catalog.MPIM, parties, "chat:write", "conversations:read"),
		grant(catalog.IM, directs, "chat:write", "conversations:read"),
		grant(catalog.AppHome, homes, "chat:write", "im:history", "im:read"),
	)
	in.AppName = "Peri\x1b[7mscope"
	in.Users = []model.UserGrant{
		{User: model.ResourceID(people[1].ID), Scopes: []catalog.Scope{"reminders:write:user"}},
	}
	return b.Team
}
