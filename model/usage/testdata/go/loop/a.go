package a

func f() {
	for _, m := range []string{"users.list", "team.info"} {
		http.Get("https://slack.com/api/" + m) // want: users.list team.info
	}
}
