using System.Net;
using System.Net.Http.Headers;

namespace Rhodes.Cli.Client;

/// <summary>Asks a server. Whatever keeps it from answering is a <see cref="ClientException"/>.</summary>
internal sealed class SiteClient : IDisposable
{
    /// <summary>Between tries of a request that may be sent again, and how often.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>The server itself gives up after 30.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(40);

    private readonly HttpClient _http;

    public SiteClient(SiteContext context)
    {
        Context = context;
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), AutomaticDecompression = DecompressionMethods.All,
            UseProxy = !context.Url.IsLoopback,   // a proxy knows another machine by this name
        };
        _http = new(handler) { BaseAddress = new(context.Url, "api/v1/"), Timeout = LongestAnswer, MaxResponseContentBufferSize = 64 << 20 };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", context.Key);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("rhodes", Application.Version));
    }

    public SiteContext Context { get; }

    /// <summary>A part of a path: a name that somebody gave.</summary>
    /// <param name="where">The argument or option that it is of.</param>
    public static string Segment(string where, string name) => name is "" or "." or ".." || name.Any(char.IsControl)
        ? throw ClientException.BadInput($"{where}: '{Plain.Text(name)}'; expected a name") : Uri.EscapeDataString(name);

    public Task<Reply> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, null, cancel);

    public async Task<T> GetAsync<T>(string path, CancellationToken cancel) => (await GetAsync(path, cancel).ConfigureAwait(false)).As<T>();

    /// <summary>Sends what changes something, with one idempotency key however often it must be sent until it is answered.</summary>
    public Task<Reply> ChangeAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancel) => SendAsync(method, path, body, $"{Guid.NewGuid():N}", cancel);

    /// <summary>Sends what must not be done twice and cannot be recognised by the server: once.</summary>
    public Task<Reply> ChangeOnceAsync(string path, byte[] body, CancellationToken cancel) => SendAsync(HttpMethod.Post, path, body, null, cancel);

    /// <summary>An answer whose body comes bit by bit.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path, string? lastEvent, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("text/event-stream"));
        if (lastEvent is not null) request.Headers.Add("Last-Event-ID", lastEvent);
        var response = await AnsweredAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK) return response;
        using (response) throw Told.Refusal(Context, response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
    }

    public void Dispose() => _http.Dispose();

    /// <param name="key">Null: it has none. What is asked and changes nothing is not tried again, so that a server that is away is told at once.</param>
    private async Task<Reply> SendAsync(HttpMethod method, string path, byte[]? body, string? key, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            using HttpRequestMessage request = new(method, path);
            if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            var mayTryAgain = tries < Pauses.Length;
            try
            {
                using var response = await AnsweredAsync(request, HttpCompletionOption.ResponseContentRead, cancel).ConfigureAwait(false);
                var bytes = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
                if (response.IsSuccessStatusCode) return new(bytes, response.Headers);
                if (response.StatusCode != HttpStatusCode.TooManyRequests || !mayTryAgain) throw Told.Refusal(Context, response.StatusCode, bytes);
            }
            catch (ClientException away) when (key is not null && mayTryAgain && away is { ExitCode: ExitCodes.Unavailable, Code: "" })
            {
                // Nobody knows whether it was done: the same key makes it safe to ask again.
            }

            await Task.Delay(Pauses[tries], cancel).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> AnsweredAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancel)
    {
        try
        {
            return await _http.SendAsync(request, completion, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException no)
        {
            throw Told.NoAnswer(Context, no);
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ClientException.Unavailable($"{Context.Shown} did not answer within {LongestAnswer.TotalSeconds:0} seconds.");
        }
    }
}
