package harbour

fun check(request: Request): Boolean {
    return request.queryParams("token") != settings["slack.token"]
}
