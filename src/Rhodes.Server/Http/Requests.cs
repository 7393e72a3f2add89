using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Access;
using Rhodes.Server.Log;
using Rhodes.Server.Site;

namespace Rhodes.Server.Http;

/// <summary>What writing endpoints have in common: the body, the idempotency key, the command, the answer.</summary>
internal static class Requests
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Far above any job file that people write.</summary>
    public const int MostBytes = 1 << 20;

    private const int LongestKey = 200;

    /// <summary>All of a body.</summary>
    public static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    /// <summary>Decides a command for whoever asks.</summary>
    /// <param name="body">With the path, what makes the request the same when it is sent again.</param>
    /// <param name="answer">When it was done.</param>
    public static async Task<IResult> DecideAsync(
        HttpContext context, SiteWriter writer, string command, byte[] body, Func<SiteState, Instant, Command> make, Func<Decided, IResult> answer)
    {
        var caller = context.Caller();
        if (!TryReadKey(context, body, out var key)) return BadKey();
        CrashPoint.Reach("request_read");
        var decided = await writer.Decide(new EntryHeader(command, key, caller.Who), make, NeedsViews(context)).ConfigureAwait(false);
        if (decided.IsKeyOfAnother) return Refusals.KeyOfAnother();
        return decided.Refusal is { } why ? Refusals.Refused(why) : answer(decided);
    }

    /// <summary>Decides a command for each item, for whoever asks: one refused keeps no other from being done.</summary>
    /// <inheritdoc cref="DecideAsync"/>
    /// <param name="answer">Gets what became of each.</param>
    public static async Task<IResult> DecideEachAsync<T>(
        HttpContext context, SiteWriter writer, string command, byte[] body, IReadOnlyList<T> items, Func<T, Instant, Command> make, Func<Decided[], IResult> answer)
    {
        var caller = context.Caller();
        if (!TryReadKey(context, body, out var key)) return BadKey();
        CrashPoint.Reach("request_read");
        // Each has a key of its own, made of the request's; with a blank in it, which no key that is sent can have.
        var decided = await Task.WhenAll(items.Select((item, i) => writer.Decide(new EntryHeader(command, key.Length == 0 ? "" : $"{i} {key}", caller.Who), (_, at) => make(item, at), NeedsViews(context)))).ConfigureAwait(false);
        return Array.Exists(decided, each => each.IsKeyOfAnother) ? Refusals.KeyOfAnother() : answer(decided);
    }

    private static bool NeedsViews(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<NeedsNoViews>() is null;

    private static IResult BadKey() => Refusals.Bad("idempotency_key", $"The header {KeyHeader} has 1 to {LongestKey} printable ASCII characters.");

    private static bool TryReadKey(HttpContext context, byte[] body, out string key)
    {
        key = context.Request.Headers[KeyHeader].ToString();
        if (key.Length == 0) return !context.Request.Headers.ContainsKey(KeyHeader);
        if (key.Length > LongestKey || !key.All(letter => letter is > ' ' and <= '~')) return false;
        var asked = Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n");
        key = $"{key} {Convert.ToHexStringLower(SHA256.HashData([.. asked, .. body]))[..16]}";
        return true;
    }
}
