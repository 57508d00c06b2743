package text

import (
	"fmt"
	"time"
)

// Duration writes a time to wait for a person, rounded up: "12 s", "3 min", "2 h". Of
// a time that is past nothing is left to wait.
func Duration(d time.Duration) string {
	roundUp := func(unit time.Duration) int { return int((d-1)/unit) + 1 } // d + unit may be more than there is
	switch {
	case d <= 0:
		return "0 s"
	case d <= 2*time.Minute:
		return fmt.Sprintf("%d s", roundUp(time.Second))
	case d <= 2*time.Hour:
		return fmt.Sprintf("%d min", roundUp(time.Minute))
	}
	return fmt.Sprintf("%d h", roundUp(time.Hour))
}
