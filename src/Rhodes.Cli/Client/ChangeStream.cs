using System.Runtime.CompilerServices;

namespace Rhodes.Cli.Client;

/// <summary>One change as a server tells it.</summary>
/// <param name="Kind"><c>job</c>; <c>lost</c>: something was missed; <c>away</c>: the connection broke and is made again; <c>here</c>: it is made.</param>
/// <param name="Data">JSON in one line; of <c>away</c> a sentence.</param>
internal sealed record Change(string Kind, string Data);

/// <summary>A server's stream of changes (server-sent events), come back to where it was whenever it breaks.</summary>
internal sealed class ChangeStream(SiteClient site, string query)
{
    /// <summary>The server says something every 15 seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private string? _last;

    public async IAsyncEnumerable<Change> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var pause = TimeSpan.FromSeconds(0.5);
        var isFirst = true;
        while (true)
        {
            Change? away = null;
            HttpResponseMessage? response = null;
            try
            {
                response = await site.StreamAsync($"changes{query}", _last, cancel).ConfigureAwait(false);
            }
            catch (ClientException no) when (!isFirst && no.ExitCode == ExitCodes.Unavailable)
            {
                away = new("away", no.Message);
            }

            if (response is not null)
            {
                (isFirst, pause) = (false, TimeSpan.FromSeconds(0.5));
                yield return new("here", "");
                using (response)
                    await foreach (var change in EventsAsync(response, cancel).ConfigureAwait(false)) yield return change;
            }

            // A connection that only has to be made again is nobody's concern.
            if (away is not null) yield return away;
            await Task.Delay(pause, cancel).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>Events until the connection ends, however it ends.</summary>
    private async IAsyncEnumerable<Change> EventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancel)
    {
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false));
        var (id, kind, data) = (_last, "message", "");
        while (await LineAsync(reader, cancel).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                _last = id;
                if (data.Length > 0) yield return new(kind, data);
                (kind, data) = ("message", "");
            }
            else if (Field(line, "id") is { } place) id = place;
            else if (Field(line, "event") is { } word) kind = word;
            else if (Field(line, "data") is { } text) data = data.Length == 0 ? text : $"{data}\n{text}";
        }
    }

    private static string? Field(string line, string name) =>
        line.StartsWith(name + ":", StringComparison.Ordinal) ? line[(name.Length + 1)..].TrimStart(' ') : null;

    /// <returns>Null when there is no more to come.</returns>
    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Silence);
        try
        {
            return await reader.ReadLineAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
