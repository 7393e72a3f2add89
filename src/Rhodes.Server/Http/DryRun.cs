using Microsoft.AspNetCore.Http;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Server.Explain;
using Rhodes.Server.Views;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Http;

/// <summary>Submits a job to a copy of the site, and looks what becomes of it there.</summary>
internal static class DryRun
{
    public static Task<IResult> AnswerAsync(SiteServices site, JobSpec job, CancellationToken cancel) =>
        SiteCopy.AskAsync(site, copy => Answer(copy, job with { Array = 1 }), cancel);

    private static IResult Answer(ControlCore copy, JobSpec job)
    {
        var at = copy.State.Now + new Duration(1);
        foreach (var @event in copy.Decide(new SubmitJob(at, job)))
            if (@event is CommandRefused { Why: var why }) return Refusals.Refused(why);
        copy.Decide(new Settle(at));
        JobId id = new(copy.State.TenantIndex(job.Tenant), copy.State.Tenants[copy.State.TenantIndex(job.Tenant)].NextJob - 1);
        var told = Explanation.Of(new ToldJob(id, job, at), copy);
        var starts = told.Doing is JobDoing.Running or JobDoing.Starting;
        var by = starts ? at : Instant.Earlier(told.Turn?.Earliest ?? Instant.Never, told.Loan?.Earliest ?? Instant.Never);
        return Results.Ok(new DryRunAnswer(starts, told.On is { } claim ? Words.Of(claim) : null, told.Nodes, by.IsNever ? null : by.ToString(), [.. ExplanationText.Lines(told)]));
    }
}
