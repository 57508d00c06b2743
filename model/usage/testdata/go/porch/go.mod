module example.com/slack-porch
