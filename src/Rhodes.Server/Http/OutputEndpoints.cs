using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Model;
using Rhodes.Engines;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>What a job wrote. A piece at a time: ask again from where the last one ended.</summary>
internal static class OutputEndpoints
{
    private const int MostBytes = 256 * 1024;
    private const int LongestWait = 25;

    /// <summary>How often is looked for more while somebody waits for it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/tenants/{tenant}/jobs/{job}/output", ReadAsync).WithTags("Jobs").Needs(Right.SeeOutput, "read what this tenant's programs wrote")
        .Describe("What a job wrote: bytes from 'from' on. The headers Rhodes-From, Rhodes-Next and Rhodes-Over say where they begin, where to go on, and whether that was all. With 'wait', so many seconds are waited for more.")
        .Produces<string>(200, "text/plain").Finds<string>();

    private static async Task<IResult> ReadAsync(
        HttpContext http, SiteServices site, string tenant, string job, [FromQuery] string? attempt, [FromQuery] string? rank, [FromQuery] string? stream, [FromQuery] string? from,
        [FromQuery] string? wait)
    {
        var index = site.Facts.Now.TenantIndex(tenant);
        if (site.Jobs.Find(index, JobEndpoints.NumberOf(site, index, job)) is not { } known) return JobEndpoints.NoJob(tenant, job);
        if (site.Engine.IsSimulated) return Refusals.NotFound("hardware_is_simulated", "The hardware of this site is simulated: no program runs there, and nothing is written.");
        if (stream is not (null or "out" or "err")) return Refusals.Bad("stream", $"There is no stream '{Refusals.Cut(stream)}'; there are out and err.");
        if (!TryRead(attempt, 1, int.MaxValue, out var ordinal) || !TryRead(rank, 0, int.MaxValue, out var which) || !TryRead(from, 0, long.MaxValue, out var at) || !TryRead(wait, 0, LongestWait, out var seconds))
            return Refusals.Bad("number", $"'attempt' counts from 1, 'rank' and 'from' from 0, and 'wait' is at most {LongestWait} seconds.");
        ordinal ??= known.History.LastOrDefault(run => run.StartedAt is not null)?.Attempt;
        if (ordinal is null) return Refusals.NotFound("not_started", $"Job {known.Job} has not started yet.");
        if (ordinal > known.History.Count) return Refusals.NotFound("no_attempt", $"Job {known.Job} has had {Count(known.History.Count, "run")}; there is no run {ordinal}.");
        if (which >= known.Groups.Sum(group => group.Nodes)) return Refusals.NotFound("no_rank", $"Job {known.Job} has {Count(known.Groups.Sum(group => group.Nodes), "rank")}, counted from 0; there is no rank {which}.");
        AttemptId id = new(new(index, known.Job), (int)ordinal.Value);
        var until = DateTimeOffset.UtcNow.AddSeconds(seconds ?? 0);
        OutputPiece? piece;
        while (true)
        {
            piece = site.Engine.Read(id, (int)(which ?? 0), stream == "err" ? OutputKind.Error : OutputKind.Out, at ?? 0, MostBytes);
            if (piece is null or { Bytes.Length: > 0 } or { IsOver: true } || DateTimeOffset.UtcNow >= until) break;
            await Task.Delay(Look, http.RequestAborted).ConfigureAwait(false);
        }

        if (piece is null) return Refusals.NotFound("no_output", $"There is no output of attempt {ordinal}, rank {which ?? 0} of job {known.Job}; what a program wrote is kept for {site.KeepOutput} after it ended.");
        http.Response.Headers["Rhodes-Attempt"] = Text(ordinal.Value);
        http.Response.Headers["Rhodes-From"] = Text(piece.From);
        http.Response.Headers["Rhodes-Next"] = Text(piece.From + piece.Bytes.Length);
        http.Response.Headers["Rhodes-Over"] = piece.IsOver ? "true" : "false";
        return Results.Bytes(piece.Bytes, "text/plain; charset=utf-8");
    }

    private static bool TryRead(string? text, long least, long most, out long? number)
    {
        number = null;
        if (text is null) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read < least || read > most) return false;
        number = read;
        return true;
    }

    private static string Count(int number, string what) => $"{number:#,0} {what}{(number == 1 ? "" : "s")}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
