using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rhodes.Core.Units;
using Rhodes.Server.Log;
using Rhodes.Server.Site;

namespace Rhodes.Server.Views;

/// <summary>Work, waiting, running and over, as far as it is durable. To be asked by any thread.</summary>
public sealed class JobViews : IDurableFollower, IDisposable
{
    /// <summary>Entries that are folded together when the tables are made again.</summary>
    private const int Lot = 2_000;

    private const string Columns = """
        SELECT j.tenant, t.name, j.number, j.name, j.terms, j.submitted_at, j.priority, j.state, j.claim_now, j.started_at, j.ended_at, j.outcome, j.detail, j.attempts, j.recalls,
          j.time_limit_ms, j.kept_ms, j.back_off_until FROM job j JOIN tenant t ON t.idx = j.tenant
        """;

    private readonly ViewFile _file;
    private readonly JobFold _fold;
    private readonly ConcurrentBag<SqliteConnection> _lookers = [];
    private readonly List<JobChange> _changes = [];

    private JobViews(ViewFile file) => (_file, _fold) = (file, new(file));

    /// <summary>Told of each job that changed, by the thread that follows the log, after the change can be read.</summary>
    internal event Action<long, IReadOnlyList<JobChange>>? Changed;

    /// <summary>Brings the tables up to the end of a log whose chain was checked.</summary>
    /// <param name="see">Gets how far it is, from 0 to 1, when there is much to do.</param>
    /// <exception cref="LogException">They cannot be written.</exception>
    public static JobViews Open(string folder, IEventStore store, LogPlace end, Action<double> see)
    {
        var file = ViewFile.Open(folder, end);
        JobViews views = new(file);
        var from = file.Through;
        List<Entry> lot = [];
        foreach (var record in from < end.Sequence ? store.Read(from + 1) : [])
        {
            lot.Add(EntryEncoding.Decode(record.Body));
            if (lot.Count < Lot && record.Sequence < end.Sequence) continue;
            views.Follow(record.Sequence - lot.Count + 1, lot);
            lot.Clear();
            see((double)(record.Sequence - from) / (end.Sequence - from));
        }

        return views;
    }

    public void Follow(long firstSequence, IReadOnlyList<Entry> durable)
    {
        _changes.Clear();
        try
        {
            _fold.Fold(firstSequence, durable, _changes);
        }
        catch (SqliteException error)
        {
            throw new LogException($"{_file.Path}: the tables of jobs cannot be written: {Sqlite.SqliteFile.Meaning(error)}. Nothing that was acknowledged is lost: it is in the log, of which they are made. "
                + "Once that is put right, start again.", error);
        }

        if (_changes.Count > 0) Changed?.Invoke(firstSequence + durable.Count - 1, _changes);
    }

    public JobPage List(JobQuery query) => Looking(connection =>
    {
        using var command = Command(connection, query);
        using var reader = command.ExecuteReader();
        List<JobView> jobs = [];
        JobCursor last = default;
        while (reader.Read())
        {
            if (jobs.Count == query.Limit) return new JobPage(jobs, last);
            jobs.Add(View(reader, JobTermsView.From(reader.GetString(4))));
            last = new(reader.GetInt64(5), reader.GetInt32(0), reader.GetInt32(2));
        }

        return new JobPage(jobs, null);
    });

    /// <returns>Null: there is no such job.</returns>
    public JobDetails? Find(int tenant, int number) => One(tenant, number, (connection, reader) => Details(reader, History(connection, tenant, number)));

    public JobView? FindView(int tenant, int number) => One(tenant, number, (_, reader) => View(reader, JobTermsView.From(reader.GetString(4))));

    /// <summary>When a job and its attempts ended; never where they have not.</summary>
    /// <returns>Null: there is no such job.</returns>
    public JobEnds? EndsOf(int tenant, int number) => Looking(connection =>
    {
        using var job = ViewFile.Command(connection, "SELECT ended_at FROM job WHERE tenant = $t AND number = $n", "$t", "$n");
        (job.Parameters[0].Value, job.Parameters[1].Value) = (tenant, number);
        if (job.ExecuteScalar() is not { } ended) return null;
        using var attempts = ViewFile.Command(connection, "SELECT ordinal, ended_at FROM attempt WHERE tenant = $t AND job = $n", "$t", "$n");
        (attempts.Parameters[0].Value, attempts.Parameters[1].Value) = (tenant, number);
        using var reader = attempts.ExecuteReader();
        Dictionary<int, Instant> ends = [];
        while (reader.Read()) ends.Add(reader.GetInt32(0), reader.IsDBNull(1) ? Instant.Never : new(reader.GetInt64(1)));
        return new JobEnds(ended is long at ? new(at) : Instant.Never, ends);
    });

    /// <summary>The newest job of a tenant that has a name; 0: there is none.</summary>
    /// <param name="name">With a number in brackets, as lists show it: that one of an array or of a service's replicas.</param>
    public int NumberOf(int tenant, string name) => Looking(connection =>
    {
        var (plain, which) = PartsOf(name);
        // One by one from the newest, so that a name that many had is not read whole.
        using var command = ViewFile.Command(connection, """
            SELECT number FROM job WHERE tenant = $t AND name = $name AND ($which IS NULL OR coalesce(terms ->> 'replica', terms ->> 'array_index') = $which) ORDER BY number DESC LIMIT 1
            """, "$t", "$name", "$which");
        (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (tenant, plain, which ?? (object)DBNull.Value);
        return command.ExecuteScalar() is long number ? (int)number : 0;
    });

    /// <summary>Jobs by state, all tenants together.</summary>
    public IReadOnlyDictionary<string, long> CountOpen() => Looking(connection =>
    {
        using var command = ViewFile.Command(connection, "SELECT state, count(*) FROM job WHERE state <> 'over' GROUP BY state");
        using var reader = command.ExecuteReader();
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        while (reader.Read()) counts.Add(reader.GetString(0), reader.GetInt64(1));
        return (IReadOnlyDictionary<string, long>)counts;
    });

    public void Dispose()
    {
        _fold.Dispose();
        while (_lookers.TryTake(out var connection)) connection.Dispose();
        _file.Dispose();
    }

    /// <summary>A name and the number that stands in brackets behind it.</summary>
    private static (string Name, long? Which) PartsOf(string name) =>
        name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open && name[^1] == ']' && int.TryParse(name.AsSpan()[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var which)
            ? (name[..open], which) : (name, null);

    private T? One<T>(int tenant, int number, Func<SqliteConnection, SqliteDataReader, T> make)
        where T : class => Looking(connection =>
    {
        using var command = ViewFile.Command(connection, $"{Columns} WHERE j.tenant = $t AND j.number = $n", "$t", "$n");
        (command.Parameters[0].Value, command.Parameters[1].Value) = (tenant, number);
        using var reader = command.ExecuteReader();
        return reader.Read() ? make(connection, reader) : null;
    });

    private static SqliteCommand Command(SqliteConnection connection, JobQuery query)
    {
        StringBuilder where = new("1");
        List<(string Name, object Value)> values = [("$limit", query.Limit + 1)];
        void Add(string condition, params (string Name, object Value)[] with)
        {
            where.Append(" AND ").Append(condition);
            values.AddRange(with);
        }

        if (query.Tenant is { } tenant) Add("j.tenant = $t", ("$t", tenant));
        if (query.Name is { } name) Add("j.name = $name", ("$name", name));
        if (query.States.Count > 0) Add($"j.state IN ({string.Join(", ", query.States.Select((_, i) => $"$s{i}"))})", [.. query.States.Select((state, i) => ($"$s{i}", (object)state))]);
        // Said apart, so that the index of those that are not over is used.
        if (query.States.Count > 0 && !query.States.Contains(Words.Over)) Add("j.state <> 'over'");
        if (query.After is { } after)
            Add("(j.submitted_at, j.tenant, j.number) < ($at, $at_tenant, $at_number)", ("$at", after.SubmittedAt), ("$at_tenant", after.Tenant), ("$at_number", after.Number));
        var command = ViewFile.Command(connection, $"{Columns} WHERE {where} ORDER BY j.submitted_at DESC, j.tenant DESC, j.number DESC LIMIT $limit");
        foreach (var (parameter, value) in values) command.Parameters.AddWithValue(parameter, value);
        return command;
    }

    private static List<AttemptView> History(SqliteConnection connection, int tenant, int number)
    {
        using var command = ViewFile.Command(connection, """
            SELECT ordinal, claim, (SELECT json_group_array(name) FROM (SELECT n.name FROM json_each(nodes) e JOIN node n ON n.id = e.value ORDER BY e.key)), placed_at, launched_at,
              resume_from_ms, stopping_at, stopping_for, stopping_until, ended_at, how, kept_ms, detail FROM attempt WHERE tenant = $t AND job = $n ORDER BY ordinal
            """, "$t", "$n");
        (command.Parameters[0].Value, command.Parameters[1].Value) = (tenant, number);
        using var reader = command.ExecuteReader();
        List<AttemptView> history = [];
        while (reader.Read())
        {
            history.Add(new()
            {
                Attempt = reader.GetInt32(0), RunsOn = reader.GetString(1), Nodes = JsonSerializer.Deserialize<string[]>(reader.GetString(2))!, PlacedAt = At(reader, 3)!,
                StartedAt = At(reader, 4), ResumedFromSeconds = reader.GetInt64(5) / 1_000m, StoppingAt = At(reader, 6), StoppingFor = Text(reader, 7), StoppingUntil = At(reader, 8),
                EndedAt = At(reader, 9), Ended = Text(reader, 10), SavedSeconds = reader.IsDBNull(11) ? null : reader.GetInt64(11) / 1_000m, Detail = Text(reader, 12),
            });
        }

        return history;
    }

    private static JobView View(SqliteDataReader reader, JobTermsView terms) => new()
    {
        Tenant = reader.GetString(1), Job = reader.GetInt32(2), Name = reader.GetString(3), Project = terms.Project, Claim = terms.Claim, Devices = terms.Devices, Service = terms.Service,
        Replica = terms.Replica, ArrayIndex = terms.ArrayIndex, SubmittedAt = At(reader, 5)!, Priority = reader.GetInt32(6), State = reader.GetString(7), RunsOn = Text(reader, 8), StartedAt = At(reader, 9),
        EndedAt = At(reader, 10), Outcome = Text(reader, 11), Detail = Text(reader, 12), Attempts = reader.GetInt32(13), Recalls = reader.GetInt32(14), BackOffUntil = reader.GetString(7) == Words.Waiting ? At(reader, 17) : null,
    };

    private static JobDetails Details(SqliteDataReader reader, IReadOnlyList<AttemptView> history)
    {
        var terms = JobTermsView.From(reader.GetString(4));
        var view = View(reader, terms);
        return new()
        {
            Tenant = view.Tenant, Job = view.Job, Name = view.Name, Project = view.Project, Claim = view.Claim, Devices = view.Devices, Service = view.Service, Replica = view.Replica, ArrayIndex = view.ArrayIndex,
            SubmittedAt = view.SubmittedAt, Priority = view.Priority, State = view.State, RunsOn = view.RunsOn, StartedAt = view.StartedAt, EndedAt = view.EndedAt, Outcome = view.Outcome,
            Detail = view.Detail, Attempts = view.Attempts, Recalls = view.Recalls, BackOffUntil = view.BackOffUntil, Groups = terms.Groups, Within = terms.Within,
            TimeLimitSeconds = reader.IsDBNull(15) ? null : reader.GetInt64(15) / 1_000m, Checkpoint = terms.Checkpoint, Preemptible = terms.Preemptible, After = terms.After,
            Run = terms.Run, SavedSeconds = reader.GetInt64(16) / 1_000m, History = history,
        };
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? At(SqliteDataReader reader, int column) => reader.IsDBNull(column) || reader.GetInt64(column) == Instant.Never.Milliseconds ? null : new Instant(reader.GetInt64(column)).ToString();

    private T Looking<T>(Func<SqliteConnection, T> look)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!_lookers.TryTake(out connection)) connection = _file.OpenToLook();
            return look(connection);
        }
        catch (SqliteException error)
        {
            throw new LookException($"{_file.Path}: the tables of jobs cannot be read: {Sqlite.SqliteFile.Meaning(error)}", error);
        }
        finally
        {
            if (connection is not null) _lookers.Add(connection);
        }
    }
}
