using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Views;

/// <summary>What changed for a job by an entry.</summary>
/// <param name="Tenant">By index.</param>
/// <param name="At">The last time that it did.</param>
internal readonly record struct JobChange(int Tenant, int Number, Instant At);

/// <summary>From durable events to the tables of work. One thread.</summary>
internal sealed class JobFold : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _submit, _held, _update, _end, _place, _launch, _stop, _endAttempt, _claim, _state, _start, _detail, _tenant, _node, _through, _recall, _backOff;
    private readonly Dictionary<JobId, Live> _live = [];
    private readonly Dictionary<JobId, Instant> _changed = [];   // when it did last
    private string _said = "";

    public JobFold(ViewFile file)
    {
        _connection = file.Connection;
        SqliteCommand Make(string sql, params string[] parameters) => ViewFile.Command(_connection, sql, parameters);
        _submit = Make("INSERT OR REPLACE INTO job VALUES ($t, $n, $name, $terms, $at, $priority, $limit, $held, $state, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL)",
            "$t", "$n", "$name", "$terms", "$at", "$priority", "$limit", "$held", "$state");
        _held = Make("UPDATE job SET held = $held WHERE tenant = $t AND number = $n", "$t", "$n", "$held");
        _update = Make("UPDATE job SET priority = $priority, time_limit_ms = $limit WHERE tenant = $t AND number = $n", "$t", "$n", "$priority", "$limit");
        _end = Make("UPDATE job SET outcome = $outcome, ended_at = $at, detail = $detail WHERE tenant = $t AND number = $n", "$t", "$n", "$outcome", "$at", "$detail");
        _state = Make("UPDATE job SET state = $state, claim_now = $claim WHERE tenant = $t AND number = $n", "$t", "$n", "$state", "$claim");
        _start = Make("UPDATE job SET started_at = coalesce(started_at, $at), attempts = attempts + 1 WHERE tenant = $t AND number = $n", "$t", "$n", "$at");
        _recall = Make("UPDATE job SET recalls = recalls + 1 WHERE tenant = $t AND number = $n", "$t", "$n");
        _backOff = Make("UPDATE job SET back_off_until = $until WHERE tenant = $t AND number = $n", "$t", "$n", "$until");
        _detail = Make("UPDATE job SET kept_ms = $kept WHERE tenant = $t AND number = $n", "$t", "$n", "$kept");
        _place = Make("INSERT OR REPLACE INTO attempt VALUES ($t, $n, $o, $claim, $nodes, $devices, $at, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
            "$t", "$n", "$o", "$claim", "$nodes", "$devices", "$at");
        _launch = Make("UPDATE attempt SET launched_at = $at, resume_from_ms = $resume WHERE tenant = $t AND job = $n AND ordinal = $o", "$t", "$n", "$o", "$at", "$resume");
        _stop = Make("UPDATE attempt SET stopping_at = coalesce(stopping_at, $at), stopping_until = $until, stopping_for = $why WHERE tenant = $t AND job = $n AND ordinal = $o",
            "$t", "$n", "$o", "$at", "$until", "$why");
        _endAttempt = Make("UPDATE attempt SET ended_at = $at, how = $how, kept_ms = $kept, detail = $detail WHERE tenant = $t AND job = $n AND ordinal = $o",
            "$t", "$n", "$o", "$at", "$how", "$kept", "$detail");
        _claim = Make("UPDATE attempt SET claim = 'guaranteed' WHERE tenant = $t AND job = $n AND ordinal = $o", "$t", "$n", "$o");
        _tenant = Make("INSERT OR REPLACE INTO tenant VALUES ($t, $name)", "$t", "$name");
        _node = Make("INSERT OR REPLACE INTO node VALUES ($id, $name)", "$id", "$name");
        _through = Make("UPDATE through SET seq = $seq", "$seq");
        FindLive();
    }

    /// <summary>Folds entries, all or none of them.</summary>
    /// <param name="changes">Gets each job that changed, once.</param>
    public void Fold(long first, IReadOnlyList<Entry> entries, ICollection<JobChange> changes)
    {
        if (entries.Count == 0) return;
        using var transaction = _connection.BeginTransaction();
        foreach (var command in All()) command.Transaction = transaction;
        foreach (var entry in entries)
        {
            _said = entry.Header.Command.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? entry.Header.Command[(at + 2)..] : "";
            foreach (var @event in entry.Events) Fold(@event, entry.At);
        }

        foreach (var (job, changedAt) in _changed)
        {
            if (_live.TryGetValue(job, out var live) && live.Written != (live.State, live.ClaimNow))
            {
                live.Written = (live.State, live.ClaimNow);
                Run(_state, job.Tenant, job.Number, live.State, live.ClaimNow);
            }

            if (live is { IsOver: true } && live.Attempts.Count == 0) _live.Remove(job);
            changes.Add(new(job.Tenant, job.Number, changedAt));
        }

        _changed.Clear();
        Run(_through, first + entries.Count - 1);
        CrashPoint.Reach("view_written");
        transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var command in All()) command.Dispose();
    }

    private void Fold(Event @event, Instant at)
    {
        switch (@event)
        {
            case FabricChanged e: foreach (var node in e.Added) Run(_node, (long)node.Id.Value, node.Spec.Name); break;
            case TenantAdded e: Run(_tenant, (long)e.Tenant, e.Spec.Name); break;
            case JobSubmitted e: Submit(e, at); Changed(e.Job); break;
            case JobHeld e: SetHeld(e.Job, true); Changed(e.Job); break;
            case JobReleased e: SetHeld(e.Job, false); Changed(e.Job); break;
            case JobUpdated e: Run(_update, e.Job.Tenant, e.Job.Number, e.Priority, Limit(e.TimeLimit)); Changed(e.Job); break;
            case JobEnded e: End(e, at); Changed(e.Job); break;
            case AttemptPlaced e: Place(e, at); Changed(e.Attempt.Job); break;
            case AttemptLaunched e: Launch(e, at); Changed(e.Attempt.Job); break;
            case AttemptStopping e: Stop(e, at); Changed(e.Attempt.Job); break;
            case AttemptEnded e: End(e, at); Changed(e.Attempt.Job); break;
            case ClaimChanged e: ChangeClaim(e); Changed(e.Attempt.Job); break;
            case ReplicaExited e: Run(_backOff, e.Job.Tenant, e.Job.Number, e.BackOff.Until?.Milliseconds); Changed(e.Job); break;
            case ReplicaDue e: Run(_backOff, e.Job.Tenant, e.Job.Number, null); Changed(e.Job); break;
        }

        void Changed(JobId job) => _changed[job] = at;
    }

    private void Submit(JobSubmitted submitted, Instant at)
    {
        var spec = submitted.Spec;
        _live[submitted.Job] = new() { Held = spec.Held, Written = (spec.Held ? Words.Held : Words.Waiting, null) };
        Run(_submit, submitted.Job.Tenant, submitted.Job.Number, spec.Name, JobTermsView.Of(spec, submitted.Replica).ToJson(), at.Milliseconds, spec.Priority, Limit(spec.TimeLimit),
            spec.Held ? 1 : 0, spec.Held ? Words.Held : Words.Waiting);
    }

    private void SetHeld(JobId job, bool held)
    {
        _live[job].Held = held;
        Run(_held, job.Tenant, job.Number, held ? 1 : 0);
    }

    private void End(JobEnded ended, Instant at)
    {
        _live[ended.Job].IsOver = true;
        Run(_end, ended.Job.Tenant, ended.Job.Number, Words.Of(ended.Outcome), at.Milliseconds, _said.Length == 0 ? null : _said);
    }

    private void Place(AttemptPlaced placed, Instant at)
    {
        var devices = 0L;
        foreach (var share in placed.Place) devices += (long)share.Demand.Devices * share.Nodes.Length;
        _live[placed.Attempt.Job].Attempts.Add(placed.Attempt.Ordinal, (Words.Starting, Words.Of(placed.Claim)));
        Run(_place, placed.Attempt.Job.Tenant, placed.Attempt.Job.Number, placed.Attempt.Ordinal, Words.Of(placed.Claim),
            JsonSerializer.Serialize(placed.Place.SelectMany(share => share.Nodes).Select(node => node.Value)), devices, at.Milliseconds);
    }

    private void Launch(AttemptLaunched launched, Instant at)
    {
        var (job, ordinal) = (launched.Attempt.Job, launched.Attempt.Ordinal);
        _live[job].Set(ordinal, Words.Running);
        Run(_launch, job.Tenant, job.Number, ordinal, at.Milliseconds, launched.ResumeFromMs);
        Run(_start, job.Tenant, job.Number, at.Milliseconds);
    }

    private void Stop(AttemptStopping stopping, Instant at)
    {
        var (job, ordinal) = (stopping.Attempt.Job, stopping.Attempt.Ordinal);
        var isFirst = _live[job].Attempts[ordinal].State != Words.Stopping;
        _live[job].Set(ordinal, Words.Stopping);
        Run(_stop, job.Tenant, job.Number, ordinal, at.Milliseconds, stopping.Deadline.Milliseconds, Words.Of(stopping.Why));
        if (isFirst && stopping.Why == StopReason.Recall) Run(_recall, job.Tenant, job.Number);
    }

    private void End(AttemptEnded ended, Instant at)
    {
        var (job, ordinal) = (ended.Attempt.Job, ended.Attempt.Ordinal);
        _live[job].Attempts.Remove(ordinal);
        Run(_endAttempt, job.Tenant, job.Number, ordinal, at.Milliseconds, Words.Of(ended.How), ended.KeptMs, _said.Length == 0 ? null : _said);
        Run(_detail, job.Tenant, job.Number, ended.KeptMs);
    }

    private void ChangeClaim(ClaimChanged changed)
    {
        var (job, ordinal) = (changed.Attempt.Job, changed.Attempt.Ordinal);
        var attempts = _live[job].Attempts;
        attempts[ordinal] = (attempts[ordinal].State, Words.Of(Claim.Guaranteed));
        Run(_claim, job.Tenant, job.Number, ordinal);
    }

    private void FindLive()
    {
        using (var jobs = ViewFile.Command(_connection, "SELECT tenant, number, held FROM job WHERE state <> 'over'"))
        using (var reader = jobs.ExecuteReader())
            while (reader.Read()) _live.Add(new(reader.GetInt32(0), reader.GetInt32(1)), new() { Held = reader.GetInt32(2) != 0 });
        using var attempts = ViewFile.Command(_connection, "SELECT tenant, job, ordinal, claim, launched_at, stopping_at FROM attempt WHERE ended_at IS NULL");
        using var found = attempts.ExecuteReader();
        while (found.Read())
        {
            JobId job = new(found.GetInt32(0), found.GetInt32(1));
            if (!_live.TryGetValue(job, out var live)) _live.Add(job, live = new() { IsOver = true });
            live.Attempts.Add(found.GetInt32(2), (!found.IsDBNull(5) ? Words.Stopping : found.IsDBNull(4) ? Words.Starting : Words.Running, found.GetString(3)));
        }
    }

    private static long? Limit(Duration? limit) => limit?.Milliseconds;

    private static void Run(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private IEnumerable<SqliteCommand> All() => [_submit, _held, _update, _end, _place, _launch, _stop, _endAttempt, _claim, _state, _start, _detail, _tenant, _node, _through, _recall, _backOff];

    /// <summary>A job that is not over, or still has an attempt that is not.</summary>
    private sealed class Live
    {
        public bool Held { get; set; }

        public bool IsOver { get; set; }

        /// <summary>Its state and claim as its row has them, if that is known.</summary>
        public (string State, string? Claim)? Written { get; set; }

        public SortedDictionary<int, (string State, string Claim)> Attempts { get; } = [];

        public string State => IsOver ? Words.Over : First(Words.Running) ?? First(Words.Stopping) ?? First(Words.Starting) ?? (Held ? Words.Held : Words.Waiting);

        public string? ClaimNow
        {
            get
            {
                foreach (var attempt in Attempts.Values)
                    if (attempt.State == State) return attempt.Claim;
                return null;
            }
        }

        public void Set(int ordinal, string state) => Attempts[ordinal] = (state, Attempts[ordinal].Claim);

        private string? First(string state)
        {
            foreach (var attempt in Attempts.Values)
                if (attempt.State == state) return state;
            return null;
        }
    }
}
