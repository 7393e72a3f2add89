using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Client;

/// <summary>What a server answered.</summary>
/// <param name="Headers">The server's own, <c>Rhodes-…</c>, and those of HTTP.</param>
internal sealed record Reply(byte[] Bytes, System.Net.Http.Headers.HttpResponseHeaders Headers)
{
    /// <summary>A newer server may say more than is known here.</summary>
    private static readonly JsonSerializerOptions Options = new(Bodies.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, MaxDepth = 64 };

    public T As<T>() => Read<T>(Bytes);

    public JsonNode Json() => Parse(Bytes);

    /// <exception cref="ClientException">It is not what Rhodes says.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("it is null.");
        }
        catch (JsonException no)
        {
            throw ClientException.Unavailable($"The server's answer cannot be read: {no.Message} Is it of another version of Rhodes?");
        }
    }

    /// <inheritdoc cref="Read"/>
    public static JsonNode Parse(ReadOnlySpan<byte> json) => Read<JsonNode>(json);

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Bodies.Json);
}
