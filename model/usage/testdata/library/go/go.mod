module example.com/bell

require github.com/shomali11/slacker v1.4.1
