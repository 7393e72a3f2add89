using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Rhodes.Server.Tests.Api;

/// <summary>What a tenant does with the API, as a tenant would.</summary>
public sealed class WorkTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task A_job_is_submitted_listed_explained_and_cancelled()
    {
        using var lab = await site.AsAsync("lab", "member");
        var submitted = await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("train"));
        var number = (int)submitted["job"]!;
        var job = await lab.Found($"/api/v1/tenants/lab/jobs/{number}");
        Assert.Equal("running", (string)job["state"]!);
        Assert.Contains((string)job["runs_on"]!, (string[])["guaranteed", "loan"]);
        Assert.Equal(8, (int)job["devices"]!);
        Assert.Single(job["history"]!.AsArray());
        var told = await lab.Found("/api/v1/tenants/lab/jobs/train/explanation");
        Assert.Matches("^It runs on .*, on 8 devices of r[12]-n[1-4], since ", (string)told["lines"]![0]!);
        await lab.Done($"/api/v1/tenants/lab/jobs/{number}/cancel");
        Assert.Equal("cancelled", (string)(await lab.Found($"/api/v1/tenants/lab/jobs/{number}"))["outcome"]!);
        Assert.DoesNotContain((await lab.Found("/api/v1/tenants/lab/jobs"))["jobs"]!.AsArray(), each => (int)each!["job"]! == number);
        Assert.Contains((await lab.Found("/api/v1/tenants/lab/jobs?state=over"))["jobs"]!.AsArray(), each => (int)each!["job"]! == number);
    }

    [Fact]
    public async Task Many_jobs_are_cancelled_by_one_request_and_one_that_is_refused_keeps_no_other()
    {
        using var lab = await site.AsAsync("lab", "member");
        List<string> jobs = [];
        for (var i = 0; i < 3; i++) jobs.Add($"{(int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job($"many-{i}", ""","held":true""")))["job"]!}");
        await lab.Done($"/api/v1/tenants/lab/jobs/{jobs[1]}/cancel");
        lab.DefaultRequestHeaders.Add("Idempotency-Key", "many");
        var document = $$"""{"jobs":["many-0","{{jobs[1]}}","{{jobs[2]}}"]}""";
        var answer = await lab.Done("/api/v1/tenants/lab/jobs/cancel", TestSite.Json(document));
        Assert.Equal(["many-0", jobs[1], jobs[2]], answer["jobs"]!.AsArray().Select(each => (string)each!["job"]!));
        Assert.Equal([false, true, false], answer["jobs"]!.AsArray().Select(each => each!["refused"] is not null));
        foreach (var job in jobs) Assert.Equal("cancelled", (string)(await lab.Found($"/api/v1/tenants/lab/jobs/{job}"))["outcome"]!);
        Assert.Equal(answer.ToJsonString(), (await lab.Done("/api/v1/tenants/lab/jobs/cancel", TestSite.Json(document))).ToJsonString());
        Assert.Equal("idempotency_key_reused", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/cancel", TestSite.Json("""{"jobs":["many-0"]}""")), 422));
    }

    [Fact]
    public async Task Many_jobs_are_submitted_by_one_request_and_one_that_is_refused_keeps_no_other()
    {
        using var lab = await site.AsAsync("lab", "member");
        lab.DefaultRequestHeaders.Add("Idempotency-Key", "together");
        const string Documents = """
            - { kind: Job, name: first, gang: { devices-per-node: 1 }, held: true, run: ["true"] }
            - { kind: Job, name: too-many, gang: { devices-per-node: 1 }, array: 2000, run: ["true"] }
            - { kind: Job, name: last, gang: { devices-per-node: 1 }, array: 2, held: true, run: ["true"] }
            """;
        var answer = await lab.Done("/api/v1/tenants/lab/jobs/submit", TestSite.Json(Documents));
        var jobs = answer["jobs"]!.AsArray();
        Assert.Equal(["first", "too-many", "last"], jobs.Select(job => (string)job!["name"]!));
        Assert.Contains("jobs", (string)jobs[1]!["refused"]!, StringComparison.Ordinal);
        Assert.Null(jobs[1]!["job"]);
        Assert.Equal((1, 2), ((int)jobs[0]!["jobs"]!, (int)jobs[2]!["jobs"]!));
        foreach (var name in (string[])["first", "last"]) Assert.Equal("held", (string)(await lab.Found($"/api/v1/tenants/lab/jobs/{name}"))["state"]!);
        Assert.Equal(answer.ToJsonString(), (await lab.Done("/api/v1/tenants/lab/jobs/submit", TestSite.Json(Documents))).ToJsonString());
        Assert.Equal("idempotency_key_reused", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/submit", TestSite.Json($"[{Document("other")}]")), 422));
    }

    /// <summary>A submission is answered before views have it; whoever looks waits for them.</summary>
    [Fact]
    public async Task What_was_submitted_is_found_at_once()
    {
        using var lab = await site.AsAsync("lab", "member");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async client =>
        {
            for (var i = 0; i < 50; i++)
            {
                var number = (int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Json(Document($"found-{client}-{i}"))))["job"]!;
                Assert.Equal("held", (string)(await lab.Found($"/api/v1/tenants/lab/jobs/{number}"))["state"]!);
                await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Json(Document("next", $",\"after\":[\"found-{client}-{i}\"]")));
                await lab.Done("/api/v1/tenants/lab/jobs/cancel", TestSite.Json($$"""{"jobs":["found-{{client}}-{{i}}"]}"""));
            }
        }));
    }

    [Fact]
    public async Task A_mistake_in_one_of_many_jobs_keeps_all_of_them_from_being_submitted()
    {
        using var lab = await site.AsAsync("lab", "member");
        var answer = await lab.Post("/api/v1/tenants/lab/jobs/submit", TestSite.Json($"[{Document("sound")},\n{Document("unsound", ",\"after\":[\"nowhere\"]")}]"));
        Assert.Equal("document", await TestSite.NoAsync(answer, 400));
        Assert.Equal(2, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["problems"]![0]!["line"]!);
        Assert.Equal("job_unknown", await TestSite.NoAsync(await lab.GetAsync(new Uri("/api/v1/tenants/lab/jobs/sound", UriKind.Relative)), 404));
    }

    [Theory]
    [InlineData("{}", "an empty mapping")]
    [InlineData("[]", "an empty list")]
    [InlineData("[7]", "'7'")]
    [InlineData("[{},{}", "this is not YAML")]
    [InlineData("- { kind: Service, name: web, replicas: 1, gang: { devices-per-node: 1 }, run: [serve] }", "the service 'web'")]
    public async Task A_list_of_jobs_to_submit_that_is_none_is_refused(string document, string found)
    {
        using var lab = await site.AsAsync("lab", "member");
        var answer = await lab.Post("/api/v1/tenants/lab/jobs/submit", TestSite.Json(document));
        Assert.Equal("document", await TestSite.NoAsync(answer, 400));
        Assert.Contains(found, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Document(string name, string more = "") => $$"""{"kind":"Job","name":"{{name}}","gang":{"devices-per-node":1},"held":true,"run":["true"]{{more}}}""";

    [Theory]
    [InlineData("{}", 400, "jobs")]
    [InlineData("""{"jobs":[]}""", 400, "jobs")]
    [InlineData("""{"jobs":[""]}""", 400, "jobs")]
    [InlineData("""{"jobs":[null]}""", 400, "jobs")]
    [InlineData("""{"jobs":[7]}""", 400, "document")]
    [InlineData("""{"jobs":["nowhere"]}""", 404, "job_unknown")]
    public async Task A_list_of_jobs_to_cancel_that_is_none_is_refused(string document, int status, string code)
    {
        using var lab = await site.AsAsync("lab", "member");
        Assert.Equal(code, await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/cancel", TestSite.Json(document)), status));
    }

    [Fact]
    public async Task A_request_sent_again_with_its_key_does_nothing_again()
    {
        using var lab = await site.AsAsync("lab", "member");
        lab.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        var first = await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("once"));
        var again = await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("once"));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("idempotency_key_reused", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs", TestSite.Job("other")), 422));
        using var colleague = await site.AsAsync("lab", "member");
        colleague.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        var theirs = await colleague.Done("/api/v1/tenants/lab/jobs", TestSite.Job("once"));
        Assert.NotEqual((int)first["job"]!, (int)theirs["job"]!);
    }

    [Fact]
    public async Task A_dry_run_says_when_and_where_and_does_nothing()
    {
        using var rival = await site.AsAsync("rival", "member");
        var answer = await rival.Done("/api/v1/tenants/rival/jobs?dry_run=true", TestSite.Job("maybe"));
        Assert.True((bool)answer["starts_now"]!);
        Assert.Equal("loan", (string)answer["runs_on"]!);
        Assert.Single(answer["nodes"]!.AsArray());
        var never = await rival.Done("/api/v1/tenants/rival/jobs?dry_run=true", TestSite.Job("never", ""","claim":"guaranteed" """));
        Assert.False((bool)never["starts_now"]!);
        Assert.Contains("its tenant has no lease", never["lines"]!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty((await rival.Found("/api/v1/jobs?state=all&name=maybe"))["jobs"]!.AsArray());
    }

    [Fact]
    public async Task Mistakes_of_a_job_file_are_told_with_their_places()
    {
        using var lab = await site.AsAsync("lab", "member");
        using StringContent yaml = new("kind: Job\nname: x\ngang: { devices-per-nod: 8 }\ntenant: rival\n");
        yaml.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        var answer = await lab.Post("/api/v1/tenants/lab/jobs", yaml);
        Assert.Equal("document", await TestSite.NoAsync(answer, 400));
        var problems = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["problems"]!.AsArray();
        Assert.Contains(problems, problem => (int?)problem!["line"] == 3 && (string?)problem["nearest"] == "devices-per-node");
        Assert.Contains(problems, problem => (int?)problem!["line"] == 4);
        Assert.DoesNotContain("house", problems.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"jobs":[6]}""", "at $.jobs[0]): expected text, in quotes")]
    [InlineData("""{"jobs":"6"}""", "at $.jobs): expected a list")]
    [InlineData("""{"job":["6"]}""", "The JSON property 'job' is not known here; expected jobs.")]
    [InlineData("""{"jobs":["6"}""", "line 1")]
    public async Task Mistakes_of_a_small_body_are_told_without_the_readers_types(string body, string told)
    {
        using var lab = await site.AsAsync("lab", "member");
        var answer = await lab.Post("/api/v1/tenants/lab/jobs/cancel", TestSite.Json(body));
        Assert.Equal("document", await TestSite.NoAsync(answer, 400));
        var detail = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!;
        Assert.Contains(told, detail, StringComparison.Ordinal);
        Assert.DoesNotMatch("System\\.|\\.NET|Rhodes\\.", detail);
    }

    /// <summary>Whoever has no key learns nothing even so.</summary>
    [Fact]
    public async Task A_method_or_a_kind_of_body_that_a_path_does_not_take_is_told_as_that()
    {
        using var lab = await site.AsAsync("lab", "member");
        using StringContent form = new("{}");
        form.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Assert.Equal("media_type", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/cancel", form), 415));
        using StringContent none = new("{}");
        Assert.Equal("no_such_method", await TestSite.NoAsync(await lab.PutAsync(new Uri("/api/v1/tenants/lab/jobs", UriKind.Relative), none), 405));
        using HttpClient nobody = new() { BaseAddress = lab.BaseAddress };
        using StringContent unknown = new("{}");
        Assert.Equal("who_are_you", await TestSite.NoAsync(await nobody.PutAsync(new Uri("/api/v1/tenants/lab/jobs", UriKind.Relative), unknown), 401));
    }

    [Fact]
    public async Task Jobs_of_an_array_know_which_they_are_and_another_job_does_not()
    {
        using var lab = await site.AsAsync("lab", "member");
        var first = (int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("many", ""","array":3""")))["job"]!;
        for (var i = 0; i < 3; i++) Assert.Equal(i, (int)(await lab.Found($"/api/v1/tenants/lab/jobs/{first + i}"))["array_index"]!);
        var alone = (int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("alone", ""","array":1""")))["job"]!;
        Assert.Null((await lab.Found($"/api/v1/tenants/lab/jobs/{alone}"))["array_index"]);
        for (var i = 0; i < 4; i++) await lab.Done($"/api/v1/tenants/lab/jobs/{first + i}/cancel");
    }

    [Fact]
    public async Task One_of_an_array_or_of_replicas_is_found_by_the_name_that_lists_show()
    {
        using var lab = await site.AsAsync("lab", "member");
        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("twice", ""","array":3"""));
        var second = (int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("twice", ""","array":2""")))["job"]!;
        Assert.Equal(second, (int)(await lab.Found("/api/v1/tenants/lab/jobs/twice[0]"))["job"]!);
        Assert.Equal(second - 1, (int)(await lab.Found("/api/v1/tenants/lab/jobs/twice%5B2%5D"))["job"]!);   // the newer array has none of that number
        Assert.Equal(second + 1, (int)(await lab.Found("/api/v1/tenants/lab/jobs/twice"))["job"]!);
        var replica = (int)(await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Json("""{"kind":"Service","name":"shop","replicas":2,"gang":{"devices-per-node":1},"run":["simulate","1h"]}""")))["job"]!;
        Assert.Equal(replica, (int)(await lab.Found("/api/v1/tenants/lab/jobs/shop[0]"))["job"]!);
        foreach (var none in new[] { "twice[3]", "twice[-1]", "twice[]", "twice[0", "[0]", "alone[0]" })
            Assert.Equal("job_unknown", await TestSite.NoAsync(await lab.Get($"/api/v1/tenants/lab/jobs/{Uri.EscapeDataString(none)}"), 404));
        for (var i = 0; i < 3; i++) await lab.Done($"/api/v1/tenants/lab/jobs/twice[{i}]/cancel");
        await lab.Done("/api/v1/tenants/lab/services/shop/scale", TestSite.Json("""{"replicas":0}"""));
        foreach (var number in new[] { second - 3, second - 2 }) await lab.Done($"/api/v1/tenants/lab/jobs/{number}/cancel");
    }

    /// <summary>The site lets a tenant have a thousand; what is over makes room.</summary>
    [Fact]
    public async Task A_tenant_with_too_many_jobs_is_refused_more_and_told_how_many()
    {
        await site.Owner.Done("/api/v1/tenants", TestSite.Json("""{"name":"many"}"""));
        using var many = await site.AsAsync("many", "member");
        var first = (int)(await many.Done("/api/v1/tenants/many/jobs", TestSite.Job("array", ""","array":999,"held":true""")))["job"]!;
        foreach (var (document, more) in new[] { (TestSite.Job("two", ""","array":2"""), "2 more jobs"), (TestSite.Json("""{"kind":"Service","name":"s","replicas":1000000,"gang":{"devices-per-node":1},"run":["simulate","1h"]}"""), "1,000,000 more jobs") })
        {
            using var answer = await many.Post("/api/v1/tenants/many/jobs", document);
            Assert.Equal(409, (int)answer.StatusCode);
            Assert.Equal($"{more}, and tenant 'many' has 999 that are not over; at most 1,000 are possible at once.", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!);
        }

        await many.Done("/api/v1/tenants/many/jobs", TestSite.Json("""{"kind":"Service","name":"s","replicas":1,"gang":{"devices-per-node":1},"run":["simulate","1h"]}"""));
        Assert.Equal("refused", await TestSite.NoAsync(await many.Post("/api/v1/tenants/many/services/s/scale", TestSite.Json("""{"replicas":2}""")), 409));
        await many.Done($"/api/v1/tenants/many/jobs/{first}/cancel");
        await many.Done("/api/v1/tenants/many/services/s/scale", TestSite.Json("""{"replicas":2}"""));
        await many.Done("/api/v1/tenants/many/services/s/scale", TestSite.Json("""{"replicas":0}"""));
    }

    [Fact]
    public async Task A_file_of_another_tenant_is_told_what_to_do_whether_there_is_one_or_not()
    {
        using var lab = await site.AsAsync("lab", "member");
        foreach (var other in new[] { "rival", "nobody" })
        {
            using var answer = await lab.Post("/api/v1/tenants/lab/jobs", TestSite.Job("theirs", $$""","tenant":"{{other}}" """));
            Assert.Equal(400, (int)answer.StatusCode);
            var problem = Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["problems"]!.AsArray())!;
            Assert.Equal($"tenant '{other}'", (string)problem["found"]!);
            Assert.Equal("'lab', for which it was submitted", (string)problem["expected"]!);
            Assert.Contains("Leave 'tenant' out", (string)problem["advice"]!, StringComparison.Ordinal);
        }

        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("ours", ""","held":true,"tenant":"lab" """));
    }

    /// <summary>A tenant asks for itself, and learns nothing of who else is there; who sells asks for anybody.</summary>
    [Fact]
    public async Task A_buyer_is_quoted_and_told_nothing_of_others()
    {
        using var rival = await site.AsAsync("rival", "admin");
        const string Lease = """{"name":"asked","tenant":"TENANT","pool":"h100","cells":"1 x rack","from":"2030-01-01","until":"2030-02-01"}""";
        var quote = await rival.Done("/api/v1/leases/quote?price=2.10", TestSite.Json(Lease.Replace("TENANT", "rival", StringComparison.Ordinal)));
        Assert.Equal("yes", (string)quote["answer"]!);
        Assert.Equal("2.10", (string)quote["deal"]!["cost"]!["usd_per_hour"]!);
        Assert.Empty(quote["plan"]!.AsArray());
        Assert.Empty(quote["whole_domains_left"]!.AsArray());
        var whole = await site.Owner.Done("/api/v1/leases/quote?at=2029-12-01", TestSite.Json(Lease.Replace("TENANT", "rival", StringComparison.Ordinal)));
        Assert.Equal("2029-12-01T00:00:00Z", (string)whole["asked_at"]!);
        Assert.NotEmpty(whole["plan"]!.AsArray());
        var no = await rival.Done("/api/v1/leases/quote", TestSite.Json(Lease.Replace("TENANT", "rival", StringComparison.Ordinal).Replace("1 x rack", "2 x rack", StringComparison.Ordinal)));
        Assert.Equal("it cannot be kept beside what is promised already", (string)no["why"]!);
        foreach (var other in new[] { "lab", "nobody" })
        {
            using var answer = await rival.Post("/api/v1/leases/quote", TestSite.Json(Lease.Replace("TENANT", other, StringComparison.Ordinal)));
            Assert.Equal(400, (int)answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains("expected 'rival'", text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("house", text, StringComparison.Ordinal);
        }

        foreach (var (query, code) in new[] { ("price=lots", "price"), ("price=-1", "price"), ("at=yesterday", "at"), ("at=2001-01-01", "at"), ("at=2300-01-01", "at"), ("at=2031-01-01", "until") })
            Assert.Equal(code, await TestSite.NoAsync(await rival.Post($"/api/v1/leases/quote?{query}", TestSite.Json(Lease.Replace("TENANT", "rival", StringComparison.Ordinal))), 400));
    }

    [Fact]
    public async Task Nodes_are_drained_with_a_warning_and_kept_after_all()
    {
        using var lab = await site.AsAsync("lab", "member");
        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Json("""{"kind":"Job","name":"stays","gang":{"nodes":4,"devices-per-node":8},"claim":"guaranteed","priority":9,"checkpoint":{"every":"10m","takes":"20m","restart":"0s"},"run":["simulate","1h"]}"""));
        var node = (string)(await UntilAsync(async () => await lab.Found("/api/v1/tenants/lab/jobs/stays"), job => (string)job["state"]! == "running"))["history"]![0]!["nodes"]![0]!;
        foreach (var (body, code) in new[] { ("""{"grace":"soon"}""", "grace"), ("""{"grace":"-1m"}""", "grace"), ("""{"grace":"99999d"}""", "grace"), ("""{"grace":"5m","now":true}""", "grace"), ("""{"cause":"a\u001bb"}""", "cause") })
            Assert.Equal(code, await TestSite.NoAsync(await site.Owner.Post($"/api/v1/nodes/{node}/drain", TestSite.Json(body)), 400));
        Assert.Equal("refused", await TestSite.NoAsync(await site.Owner.Post("/api/v1/nodes/none/drain", TestSite.Json("{}")), 409));
        var drained = await site.Owner.Done($"/api/v1/nodes/{node}/drain", TestSite.Json("{}"));
        Assert.Equal(TimeSpan.FromMinutes(1), DateTimeOffset.Parse((string)drained["out_of_use_by"]!, null) - DateTimeOffset.Parse((string)drained["at"]!, null));   // the notice of the pool's lease
        Assert.Equal((string)drained["out_of_use_by"]!, (string)(await site.Owner.Found("/api/v1/nodes?state=down"))["nodes"]![0]!["drains_by"]!);
        var leaving = await UntilAsync(async () => await lab.Found("/api/v1/tenants/lab/jobs/stays"), job => (string)job["state"]! == "stopping");
        Assert.Equal("drain", (string)leaving["history"]![0]!["stopping_for"]!);
        await site.Owner.Done($"/api/v1/nodes/{node}/undrain");
        Assert.Empty((await site.Owner.Found("/api/v1/nodes?state=down"))["nodes"]!.AsArray());
        await lab.Done("/api/v1/tenants/lab/jobs/stays/cancel");
    }

    /// <summary>Its program fails after a second; it is to be started again at five seconds, of which the views and the explanation tell.</summary>
    [Fact]
    public async Task A_replica_whose_program_ended_waits_and_says_so()
    {
        using var lab = await site.AsAsync("lab", "member");
        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Json("""{"kind":"Service","name":"flaky","replicas":1,"claim":"guaranteed","priority":9,"gang":{"devices-per-node":1},"run":["simulate","1s","failed"]}"""));
        var waiting = await UntilAsync(async () => await lab.Found("/api/v1/tenants/lab/jobs/flaky"), job => job["back_off_until"] is not null);
        Assert.Equal("waiting", (string)waiting["state"]!);
        Assert.Equal(0, (int)waiting["replica"]!);
        Assert.Equal("failed", (string)waiting["history"]![0]!["ended"]!);
        var why = await lab.Found("/api/v1/tenants/lab/jobs/flaky/explanation");
        Assert.Equal("back_off", (string)why["turn"]!["blocked_by"]!);
        Assert.Contains("its program ended by itself; it is started again from ", (string)why["lines"]![1]!, StringComparison.Ordinal);
        var again = await UntilAsync(async () => await lab.Found("/api/v1/tenants/lab/jobs/flaky"), job => (int)job["attempts"]! == 2);
        Assert.Equal((int)waiting["job"]!, (int)again["job"]!);
        await lab.Done("/api/v1/tenants/lab/services/flaky/scale", TestSite.Json("""{"replicas":0}"""));
        Assert.Equal("over", (string)(await UntilAsync(async () => await lab.Found("/api/v1/tenants/lab/jobs/flaky"), job => (string)job["state"]! == "over"))["state"]!);
    }

    [Fact]
    public async Task Pages_of_a_list_have_each_job_once_and_their_cursors_are_of_no_use_to_others()
    {
        using var house = await site.AsAsync("house", "member");
        for (var i = 0; i < 7; i++) await house.Done("/api/v1/tenants/house/jobs", TestSite.Job($"page-{i}", ""","held":true"""));
        List<string> names = [];
        string? cursor = null;
        do
        {
            var page = await house.Found($"/api/v1/tenants/house/jobs?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            names.AddRange(page["jobs"]!.AsArray().Select(job => (string)job!["name"]!));
            cursor = (string?)page["next"] ?? cursor;
            if (page["next"] is null) break;
        }
        while (true);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"page-{6 - i}"), names);
        using var rival = await site.AsAsync("rival", "member");
        Assert.Equal("cursor", await TestSite.NoAsync(await rival.Get($"/api/v1/jobs?cursor={cursor}"), 400));
    }

    [Fact]
    public async Task Changes_come_as_they_happen_and_again_to_who_was_away()
    {
        using var rival = await site.AsAsync("rival", "member");
        using var lab = await site.AsAsync("lab", "member");
        var (name, id) = ("", "");
        using (var stream = new StreamReader(await rival.GetStreamAsync(new Uri("/api/v1/changes", UriKind.Relative))))
        {
            await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("not-yours", ""","held":true"""));
            await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("seen", ""","held":true"""));
            (name, id) = await NextJobAsync(stream);
        }

        Assert.Equal("seen", name);
        await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("missed", ""","held":true"""));
        using var again = new StreamReader(await rival.GetStreamAsync(new Uri($"/api/v1/changes?after={id}", UriKind.Relative)));
        Assert.Equal("missed", (await NextJobAsync(again)).Name);
        Assert.Equal("after", await TestSite.NoAsync(await lab.Get($"/api/v1/changes?after={id}"), 400));
    }

    [Fact]
    public async Task Nothing_that_others_do_can_be_read_off_an_answer()
    {
        using var rival = await site.AsAsync("rival", "admin");
        var before = await LookAsync(rival);
        using var lab = await site.AsAsync("lab", "member");
        for (var i = 0; i < 3; i++) await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job($"hidden-{i}", ""","claim":"guaranteed" """));
        await site.Owner.Done("/api/v1/tenants", TestSite.Json($$"""{"name":"hidden-{{Guid.NewGuid():n}}"}"""));
        Assert.Equal(before, await LookAsync(rival));
        var submitted = await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("mine", ""","held":true"""));
        var next = await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("mine", ""","held":true"""));
        Assert.Equal((int)submitted["job"]! + 1, (int)next["job"]!);
    }

    private async Task<string> LookAsync(HttpClient rival)
    {
        List<string> seen = [];
        foreach (var (method, path, _) in site.Server.Endpoints.Where(endpoint => endpoint.Method == "GET" && endpoint.Path.StartsWith("/api/", StringComparison.Ordinal) && endpoint.Path != "/api/v1/changes"))
        {
            foreach (var tenant in (string[])["rival", "lab", "nobody"])
            {
                using var answer = await rival.Get(path.Replace("{tenant}", tenant, StringComparison.Ordinal).Replace("{job}", "1", StringComparison.Ordinal));
                var text = await answer.Content.ReadAsStringAsync();
                // The site's time and the request's own number go on.
                seen.Add($"{method} {path} {tenant}: {(int)answer.StatusCode} {string.Join(' ', text.Split(',').Where(part => !part.Contains("\"now\"", StringComparison.Ordinal) && !part.Contains("\"at\"", StringComparison.Ordinal) && !part.Contains("trace", StringComparison.Ordinal)))}");
                Assert.DoesNotContain("hidden-", text, StringComparison.Ordinal);
                if (tenant != "lab") Assert.DoesNotContain("\"lab\"", text, StringComparison.Ordinal);
            }
        }

        return string.Join('\n', seen).Replace("'lab'", "'T'", StringComparison.Ordinal).Replace("'nobody'", "'T'", StringComparison.Ordinal);
    }

    private static async Task<JsonNode> UntilAsync(Func<Task<JsonNode>> look, Func<JsonNode, bool> isSo)
    {
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(60));
        while (await look() is var found)
        {
            if (isSo(found)) return found;
            await Task.Delay(50, soon.Token);
        }

        throw new InvalidOperationException("a look finds something");
    }

    private static async Task<(string Name, string Id)> NextJobAsync(StreamReader stream)
    {
        var id = "";
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(10));
        while (await stream.ReadLineAsync(soon.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            if (!line.StartsWith("data: {\"", StringComparison.Ordinal)) continue;
            var job = JsonNode.Parse(line[6..])!;
            Assert.Equal((string)job["submitted_at"]!, (string)job["changed_at"]!);   // nothing else became of it
            return ((string)job["name"]!, id);
        }

        throw new EndOfStreamException("the stream ended");
    }
}
