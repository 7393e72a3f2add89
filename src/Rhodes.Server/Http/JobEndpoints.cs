using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Access;
using Rhodes.Server.Explain;
using Rhodes.Server.Site;
using Rhodes.Server.Views;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Http;

/// <summary>Work: submitted, listed, explained, changed.</summary>
internal static class JobEndpoints
{
    /// <summary>Of a job's document: all of it stands in the server's memory until the job is over, and in the log for good. Scripts that are larger are files.</summary>
    private const int MostJobBytes = 64 << 10;

    /// <summary>Jobs that one request may name.</summary>
    private const int MostNamed = 1_000;

    private const string See = "see this tenant's work", Change = "change this tenant's work";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/jobs", ListAll).WithTags("Jobs").Needs(Right.Self, "see work").Describe("List jobs of all tenants that you may see, newest first.").Lists<JobList>();
        var jobs = api.MapGroup("/tenants/{tenant}/jobs").WithTags("Jobs");
        jobs.MapGet("", List).Needs(Right.SeeTenant, See).Describe("List a tenant's jobs, newest first.").Lists<JobList>();
        jobs.MapPost("", SubmitAsync).Needs(Right.Work, "submit work for this tenant").Describe("Submit a job or a service: a job file, as YAML or JSON. With dry_run=true nothing is done, and the answer says when and where it would start.")
            .TakesJobFile().Writes<Submitted>(201).WithoutViews();
        jobs.MapPost("/submit", SubmitAllAsync).Needs(Right.Work, "submit work for this tenant").Describe("Submit many jobs: a list of job files, as YAML or JSON. A mistake in any keeps all from being submitted; one that is refused keeps no other.")
            .TakesJobFiles().Writes<ManySubmitted>().WithoutViews();
        jobs.MapGet("/{job}", Find).Needs(Right.SeeTenant, See).Describe("A job, by its number or the newest of its name, with all of its runs.").Finds<JobDetails>();
        jobs.MapGet("/{job}/explanation", ExplainAsync).Needs(Right.SeeTenant, See).Describe("What a job does now, or why it waits and what would start it.").Finds<ExplanationView>();
        jobs.MapPost("/{job}/cancel", (HttpContext http, SiteServices site, string tenant, string job) =>
            ActAsync(http, site, tenant, job, "cancel_job", (number, at) => new CancelJob(at, tenant, number))).Needs(Right.Work, Change).Describe("Stop a job for good.").Writes<Done>();
        jobs.MapPost("/cancel", CancelAllAsync).Needs(Right.Work, Change).Describe("Stop many jobs for good, each by its number or the newest of its name: all as text.").Takes<JobNames>().Writes<ManyDone>();
        jobs.MapPost("/{job}/hold", (HttpContext http, SiteServices site, string tenant, string job) =>
            ActAsync(http, site, tenant, job, "hold_job", (number, at) => new HoldJob(at, tenant, number))).Needs(Right.Work, Change).Describe("Keep a job from starting.").Writes<Done>();
        jobs.MapPost("/{job}/release", (HttpContext http, SiteServices site, string tenant, string job) =>
            ActAsync(http, site, tenant, job, "release_job", (number, at) => new ReleaseJob(at, tenant, number))).Needs(Right.Work, Change).Describe("Let a held job start again.").Writes<Done>();
        jobs.MapPatch("/{job}", UpdateAsync).Needs(Right.Work, Change).Describe("Change a job's priority or time limit.").Takes<JobUpdate>().Writes<Done>();
    }

    /// <returns>The number of a job that is meant by a number or a name; 0: there is none.</returns>
    public static int NumberOf(SiteServices site, int tenant, string job) =>
        int.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : site.Jobs.NumberOf(tenant, job);

    public static IResult NoJob(string tenant, string job) => Refusals.NotFound("job_unknown", $"Tenant '{tenant}' has no job '{Refusals.Cut(job)}'.");

    private static IResult ListAll(HttpContext http, SiteServices site, [FromQuery] string? tenant, [FromQuery] string? state, [FromQuery] string? name, [FromQuery] string? cursor, [FromQuery] string? limit)
    {
        var caller = http.Caller();
        int? index = Rights.SeesOthers(caller.Role) ? null : caller.Tenant;
        if (tenant is not null)
        {
            var asked = site.Facts.Now.TenantIndex(tenant);
            if (asked < 0 || (index is { } own && asked != own)) return Refusals.NoTenant(tenant);
            index = asked;
        }

        return Page(http, site, index, state, name, cursor);
    }

    private static IResult List(HttpContext http, SiteServices site, string tenant, [FromQuery] string? state, [FromQuery] string? name, [FromQuery] string? cursor, [FromQuery] string? limit) =>
        Page(http, site, site.Facts.Now.TenantIndex(tenant), state, name, cursor);

    private static IResult Page(HttpContext http, SiteServices site, int? tenant, string? state, string? name, string? cursor)
    {
        if (!Pages.TryReadLimit(http, out var limit)) return Refusals.Bad("limit", $"The limit is a whole number from 1 to {Pages.MostItems}.");
        if (!site.Pages.TryOpen(cursor, http.Caller().Tenant, out var after)) return Refusals.Bad("cursor", "The cursor is none that a list gave you. Ask without one to begin at the first page.");
        string[]? states = state switch
        {
            null or "open" => [Words.Waiting, Words.Held, Words.Starting, Words.Running, Words.Stopping],
            "all" => [],
            Words.Waiting or Words.Held or Words.Starting or Words.Running or Words.Stopping or Words.Over => [state],
            _ => null,
        };
        if (states is null)
            return Refusals.Bad("state", $"There is no state '{Refusals.Cut(state!)}'; there are open (the default), all, waiting, held, starting, running, stopping and over.");
        var page = site.Jobs.List(new(tenant, states, name, after, limit));
        return Results.Ok(new JobList(page.Jobs, site.Pages.Seal(page.Next, http.Caller().Tenant)));
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, SiteServices site, string tenant, [FromQuery(Name = "dry_run")] bool? dryRun)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (body.Length > MostJobBytes) return Refusals.Of(413, "too_large", $"The document has {body.Length / 1024} KiB; a job's or service's has at most {MostJobBytes / 1024}. Put a long program into a file, and run that.");
        var index = site.Facts.Now.TenantIndex(tenant);
        var loaded = JobFiles.Parse("the document", body, site.Facts.Now.As(index), tenant);
        if (loaded.Value is not { } file) return Refusals.Mistakes(loaded.Problems);
        if (file.Service is { } service)
        {
            if (dryRun == true) return Refusals.Bad("dry_run", "A dry run is of a job; a service's replicas start as room is found.");
            return await Requests.DecideAsync(http, site.Writer, "submit_service", body, (_, at) => new SubmitService(at, service, site.MostJobs), decided =>
                Results.Created($"/api/v1/tenants/{tenant}/services/{service.Name}", new Submitted(tenant, service.Name, decided.FirstJob, decided.Jobs))).ConfigureAwait(false);
        }

        List<Problem> unknown = [];
        if (file.AfterNames.Count > 0) await site.Writer.ViewsCaughtUp.ConfigureAwait(false);
        var job = WithAfter(file, site, index, tenant, unknown);
        if (unknown.Count > 0) return Refusals.Mistakes(unknown);
        if (dryRun == true) return await DryRun.AnswerAsync(site, job, http.RequestAborted).ConfigureAwait(false);
        return await Requests.DecideAsync(http, site.Writer, "submit_job", body, (_, at) => new SubmitJob(at, job, site.MostJobs), decided =>
            Results.Created($"/api/v1/tenants/{tenant}/jobs/{decided.FirstJob}", new Submitted(tenant, job.Name, decided.FirstJob, decided.Jobs))).ConfigureAwait(false);
    }

    /// <summary>Each is a command of its own: one that is refused keeps no other from being done.</summary>
    private static async Task<IResult> SubmitAllAsync(HttpContext http, SiteServices site, string tenant)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        var index = site.Facts.Now.TenantIndex(tenant);
        var loaded = JobFiles.ParseMany("the document", body, site.Facts.Now.As(index), tenant);
        if (loaded.Value is not { } files) return Refusals.Mistakes(loaded.Problems);
        if (!Allowance.TryTake(http, files.Count - 1)) return Refusals.TooMany("Each job counts as a request, and that is more than your tenant may make in a second.");
        if (files.Any(file => file.AfterNames.Count > 0)) await site.Writer.ViewsCaughtUp.ConfigureAwait(false);
        List<Problem> unknown = [];
        List<JobSpec> jobs = [.. files.Select(file => WithAfter(file, site, index, tenant, unknown))];
        if (unknown.Count > 0) return Refusals.Mistakes(unknown);
        return await Requests.DecideEachAsync(http, site.Writer, "submit_job", body, jobs, (job, at) => new SubmitJob(at, job, site.MostJobs), decided => Results.Ok(new ManySubmitted(tenant,
        [
            .. decided.Select((each, i) => each.Refusal is { } why ? new OneSubmitted(jobs[i].Name, null, null, why) : new OneSubmitted(jobs[i].Name, each.FirstJob, each.Jobs, null)),
        ]))).ConfigureAwait(false);
    }

    /// <summary>The job of a file, with the numbers of those that it names and that must have ended before.</summary>
    private static JobSpec WithAfter(JobFile file, SiteServices site, int index, string tenant, List<Problem> unknown)
    {
        var job = file.Job!;
        foreach (var (name, place) in file.AfterNames)
        {
            var number = site.Jobs.NumberOf(index, name);
            if (number == 0) unknown.Add(place.Problem($"'{name}', and tenant '{tenant}' has no job of that name", "the name or number of one of its jobs"));
            job = job with { After = [.. job.After, number] };
        }

        return job;
    }

    private static IResult Find(SiteServices site, string tenant, string job)
    {
        var index = site.Facts.Now.TenantIndex(tenant);
        return site.Jobs.Find(index, NumberOf(site, index, job)) is { } found ? Results.Ok(found) : NoJob(tenant, job);
    }

    private static async Task<IResult> ExplainAsync(SiteServices site, string tenant, string job)
    {
        var index = site.Facts.Now.TenantIndex(tenant);
        if (site.Jobs.Find(index, NumberOf(site, index, job)) is not { } known) return NoJob(tenant, job);
        var answer = await site.Writer.Read(core =>
        {
            JobId id = new(index, known.Job);
            var isLive = core.State.TryGetJob(id, out var live);
            // A job that only its turn is left of is over for its user.
            ToldJob told = new(id, isLive ? live.Spec : new() { Name = known.Name, Tenant = tenant, Groups = [] }, AtOf(known.SubmittedAt)!.Value) { FirstLaunchedAt = AtOf(known.StartedAt) };
            if (!isLive || live.HasEnded) (told.Outcome, told.EndedAt) = (OutcomeOf(known.Outcome), AtOf(known.EndedAt));
            return ExplanationView.Of(Explanation.Of(told, core), tenant, core.State.Now);
        }).ConfigureAwait(false);
        return Results.Ok(answer);
    }

    private static async Task<IResult> ActAsync(HttpContext http, SiteServices site, string tenant, string job, string command, Func<int, Instant, Command> make)
    {
        var index = site.Facts.Now.TenantIndex(tenant);
        var number = NumberOf(site, index, job);
        if (number == 0) return NoJob(tenant, job);
        return await Requests.DecideAsync(http, site.Writer, command, [], (_, at) => make(number, at), decided => Results.Ok(new Done(decided.At.ToString()))).ConfigureAwait(false);
    }

    /// <summary>Each is a command of its own: one that is refused keeps no other from being done.</summary>
    private static async Task<IResult> CancelAllAsync(HttpContext http, SiteServices site, string tenant)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<JobNames>(body, out var named, out var refusal)) return refusal;
        if (named.Jobs is not { Count: > 0 and <= MostNamed } jobs || jobs.Any(string.IsNullOrEmpty)) return Refusals.Bad("jobs", $"Expected 'jobs', a list of 1 to {MostNamed} numbers or names of jobs.");
        if (!Allowance.TryTake(http, jobs.Count - 1)) return Refusals.TooMany("Each job that is named counts as a request, and that is more than your tenant may make in a second.");
        var index = site.Facts.Now.TenantIndex(tenant);
        var numbers = jobs.Select(job => NumberOf(site, index, job)).ToList();
        if (numbers.IndexOf(0) is >= 0 and var unknown) return NoJob(tenant, jobs[unknown]);
        return await Requests.DecideEachAsync(http, site.Writer, "cancel_job", body, numbers, (number, at) => new CancelJob(at, tenant, number), decided => Results.Ok(new ManyDone(
        [
            .. decided.Select((each, i) => new OneDone(jobs[i], each.Refusal is null ? each.At.ToString() : null, each.Refusal)),
        ]))).ConfigureAwait(false);
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, SiteServices site, string tenant, string job)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<JobUpdate>(body, out var update, out var refusal)) return refusal;
        Duration? limit = null;
        if (update.TimeLimit is { } text)
        {
            if (!Quantities.TryParseDuration(text, out var parsed, out _)) return Refusals.Bad("time_limit", $"The time limit is '{Refusals.Cut(text)}'; expected {Quantities.DurationForm}.");
            limit = parsed;
        }

        var index = site.Facts.Now.TenantIndex(tenant);
        var number = NumberOf(site, index, job);
        if (number == 0) return NoJob(tenant, job);
        return await Requests.DecideAsync(http, site.Writer, "update_job", body, (_, at) => new UpdateJob(at, tenant, number, update.Priority, limit),
            decided => Results.Ok(new Done(decided.At.ToString()))).ConfigureAwait(false);
    }

    private static Instant? AtOf(string? text) => text is not null && Quantities.TryParseInstant(text, out var at, out _) ? at : null;

    private static JobOutcome? OutcomeOf(string? word) => word switch
    {
        "completed" => JobOutcome.Completed,
        "failed" => JobOutcome.Failed,
        "timed_out" => JobOutcome.TimedOut,
        "cancelled" => JobOutcome.Cancelled,
        _ => null,
    };
}
