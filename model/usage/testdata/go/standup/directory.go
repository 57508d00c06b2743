package standup

import "github.com/slack-go/slack"

// Directory is a list of people kept by hand.
type Directory struct{ names []string }

func NewDirectory() *Directory { return &Directory{} }

func (d *Directory) GetUsers() []string { return d.names }

// The directory has methods named as slack-go's, and none of them calls Slack.
func (d *Directory) GetUserInfo(name string) string {
	for _, n := range d.GetUsers() {
		if n == name {
			return n
		}
	}
	return ""
}

func sync(d *Directory, store *Store, client *slack.Client) error {
	groups, err := client.GetUserGroups() // want: usergroups.list
	if err != nil {
		return err
	}
	for _, g := range groups {
		store.UpdateUserGroup(g.ID)
	}
	mine := NewDirectory()
	mine.GetUserInfo("ada")
	view, err := client.PublishView(slack.PublishViewContextRequest{}) // want: views.publish
	_ = view
	return err
}
