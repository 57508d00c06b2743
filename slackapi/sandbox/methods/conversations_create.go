package methods

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

const (
	maxChannelName = 80 // characters
	maxFounders    = 30 // people whom a workspace app names
)

// ConversationsCreate is conversations.create. A workspace app has to name people who are in it.
func ConversationsCreate(c *webapi.Call) (any, error) {
	kind := catalog.Channel
	if c.Flag("is_private") {
		kind = catalog.Group
	}
	if !c.May(kind) {
		return nil, c.MissingScope(kind)
	}
	name := c.Args.Get("name")
	if code := badChannelName(name, maxChannelName); code != "" {
		return nil, &webapi.SlackError{Code: code}
	}
	var founders []model.UserID
	if c.Install.Kind == catalog.Workspace {
		if c.Args.Get("user_ids") == "" {
			return nil, webapi.MissingArgument("user_ids")
		}
		users, err := readUsers(c, "user_ids")
		if err != nil {
			return nil, err
		}
		if len(users) > maxFounders {
			return nil, &webapi.SlackError{Code: "invalid_arguments"}
		}
		founders = users
	}
	made, err := createConversation(c, kind, name, founders)
	if err != nil {
		return nil, err
	}
	return joinedReply{webapi.Accepted, describeConversation(c.Install, made, false)}, nil
}

// createConversation makes a channel, public or private, of a name that no other has. In it are
// the founders and the user of the token.
func createConversation(c *webapi.Call, kind catalog.ResourceType, name string, founders []model.UserID) (*world.Conversation, error) {
	tx := c.State.Lock()
	defer tx.Unlock()
	in := c.Install
	if in.Team.ByName(name) != nil {
		return nil, &webapi.SlackError{Code: "name_taken"}
	}
	if in.Team.HasPerson(in.AppUser) {
		founders = state.SortedUnion(founders, []model.UserID{in.AppUser})
	}
	letter := map[catalog.ResourceType]byte{catalog.Channel: 'C', catalog.Group: 'G'}[kind]
	made := tx.PutConversation(in.Team, world.Conversation{
		ID: model.ResourceID(tx.NewID(letter)), Type: kind, Name: name, Creator: in.AppUser, Created: tx.Now().Unix(), MemberIDs: founders,
	})
	tx.Enter(in, made)
	if kind == catalog.Channel {
		tx.TellConversation(in.Team, made, "channel_created", map[string]any{"channel": map[string]any{
			"id": made.ID, "name": made.Name, "created": made.Created, "creator": made.Creator,
		}})
	}
	c.Install, _ = tx.Install(in.Token)
	return made, nil
}

// badChannelName is Slack's code for what is wrong with the name of a channel, of so many characters
// at most; empty for nothing.
func badChannelName(name string, most int) string {
	onlyMarks := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	special := func(r rune) bool {
		return unicode.IsUpper(r) || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	switch {
	case name == "":
		return "invalid_name_required"
	case utf8.RuneCountInString(name) > most:
		return "invalid_name_maxlength"
	case strings.TrimFunc(name, onlyMarks) == "":
		return "invalid_name_punctuation"
	case strings.ContainsFunc(name, special):
		return "invalid_name_specials"
	}
	return ""
}
