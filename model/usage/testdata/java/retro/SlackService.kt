package example

import retrofit2.http.*

interface SlackService {
    @FormUrlEncoded
    @POST("chat.postMessage") // want: chat.postMessage
    suspend fun post(@Field("channel") channel: String): Reply

    @GET("users.list") // want: users.list
    fun users(@Query("token") token: String): Call<Users>

    @GET("/api/users.info") // want: users.info
    fun user(@Query("user") user: String): Call<User>
}

@FeignClient(name = "slack", url = "https://slack.com/api")
interface SlackFeign {
    @PostMapping("/views.open") // want: views.open
    fun open(@RequestBody body: String)

    @RequestLine("GET /team.info") // want: team.info
    fun team(): Team
}
