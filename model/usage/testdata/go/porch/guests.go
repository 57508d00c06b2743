package porch

import _ "example.com/slack-porch/internal/lights"

type Guests struct{ door *Door }

func (g Guests) Faces() error {
	_, err := g.door.Bell().GetEmoji() // want: emoji.list
	g.door.Lamp().GetEmoji()
	return err
}
