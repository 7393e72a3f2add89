using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rhodes.Server.Access;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>Cursors of lists: opaque, and of no use to another tenant.</summary>
internal sealed class Pages(Secrets secrets)
{
    public const int MostItems = 1_000, UsualItems = 100;

    public string? Seal(JobCursor? cursor, int caller) =>
        cursor is { } at ? $"{secrets.Seal(at.SubmittedAt, caller)}{secrets.Seal(((long)at.Tenant << 32) | (uint)at.Number, caller)}" : null;

    /// <returns>False when it is none of this caller's.</returns>
    public bool TryOpen(string? text, int caller, out JobCursor? cursor)
    {
        cursor = null;
        if (text is null) return true;
        if (text.Length != 64 || !secrets.TryOpen(text[..32], caller, out var at) || !secrets.TryOpen(text[32..], caller, out var job)) return false;
        cursor = new(at, (int)(job >> 32), (int)job);
        return true;
    }

    public static bool TryReadLimit(HttpContext context, out int limit)
    {
        limit = UsualItems;
        return context.Request.Query["limit"].ToString() is not { Length: > 0 } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostItems);
    }
}
