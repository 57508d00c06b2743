# res.send "a comment"
module.exports = (robot) ->
  robot.respond /tea/i, (res) ->
    res.send "Milk or lemon?" # want: chat.postMessage
    robot.messageRoom '#kitchen', "tea for #{res.message.user.name}" # want: chat.postMessage
  robot.brain.set 'tea', "res.send 'not here'"
