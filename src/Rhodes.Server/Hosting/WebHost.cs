using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rhodes.Server.Http;
using Rhodes.Server.Log;

namespace Rhodes.Server.Hosting;

/// <summary>The web server around the API: what it listens on, its limits, and what it says when something goes wrong.</summary>
internal static class WebHost
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    /// <param name="certificate">Of <see cref="CertificateOf"/>.</param>
    /// <exception cref="LogException">It cannot listen there.</exception>
    public static async Task<WebApplication> StartAsync(SiteServices services, SiteOptions options, X509Certificate2? certificate)
    {
        var web = Build(services, options, certificate);
        try
        {
            await web.StartAsync().ConfigureAwait(false);
            return web;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            var where = new IPEndPoint(IPAddress.Parse(options.Listen.Address), options.Listen.Port);
            throw new LogException($"--listen: {where} cannot be listened on: {Why(error)}", error);
        }
    }

    /// <summary>Null when there is to be no TLS.</summary>
    /// <exception cref="LogException">There is no certificate with its key in those files.</exception>
    public static X509Certificate2? CertificateOf(ListenOptions listen)
    {
        if (listen.Certificate is null) return null;
        var files = listen.CertificateKey is null ? $"--tls-certificate: {listen.Certificate}" : $"--tls-certificate: {listen.Certificate}, with the key in {listen.CertificateKey}";
        try
        {
            return X509Certificate2.CreateFromPemFile(listen.Certificate, listen.CertificateKey);
        }
        catch (ArgumentException error)
        {
            throw new LogException($"{files}: the key is that of another certificate", error);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{files}: expected a certificate and its key, without a password, in PEM form: {error.Message}", error);
        }
    }

    private static WebApplication Build(SiteServices services, SiteOptions options, X509Certificate2? certificate)
    {
        Telemetry.Prepare();
        // Empty: nothing is taken from files and variables of wherever it was started, and no folder is watched for them.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddProvider(new StandardErrorLog());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);   // why it does not start is said in a sentence
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Listen, certificate));
        // A request is worked on by the thread that read it: handlers wait for the disk and for the core without a thread, and none reads or writes its body in a blocking way,
        // which is what is unsafe about it. It saves two hand-overs each way.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IHostLifetime, StartersOwn>();
        builder.Services.AddRouting().AddSingleton(services).AddSingleton(services.Facts).AddSingleton(services.Writer).AddSingleton(services.Secrets).AddSingleton(services.Clock);
        builder.Services.ConfigureHttpJsonOptions(json => Bodies.Configure(json.SerializerOptions));
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Title = context.ProblemDetails.Status is { } status ? Refusals.TitleOf(status) : context.ProblemDetails.Title;
            context.ProblemDetails.Type = "about:blank";
            context.ProblemDetails.Extensions.Remove("traceId");
        });
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new()
        {
            Timeout = LongestRequest, WriteTimeoutResponse = http => Refusals.Of(408, "too_slow", $"The request took longer than {LongestRequest.TotalSeconds:0} seconds.").ExecuteAsync(http),
        });
        builder.Services.AddRateLimiter(limits => Configure(limits, options));
        ApiDocument.AddTo(builder.Services);
        var web = builder.Build();
        web.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerToErrorAsync, SuppressDiagnosticsCallback = error => error.Exception is LogException or Microsoft.AspNetCore.Http.BadHttpRequestException,   // the server says why when it stops, not once for each request; whoever asked badly is told
        });
        web.UseStatusCodePages(pages => AnswerWithoutBodyAsync(pages.HttpContext));
        web.UseRouting();
        web.Use(SafeHeaders);
        web.UseMiddleware<Identity>();
        web.UseRateLimiter();
        web.UseMiddleware<Gate>();
        web.UseRequestTimeouts();
        Api.Map(web);
        return web;
    }

    private static void Configure(KestrelServerOptions kestrel, ListenOptions listen, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Requests.MostBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Listen(IPAddress.Parse(listen.Address), listen.Port, endpoint =>
        {
            if (certificate is not null) endpoint.UseHttps(certificate);
        });
    }

    private static string Why(Exception error) => error is SocketException { SocketErrorCode: var code } ? code switch
    {
        SocketError.AddressAlreadyInUse => "another process listens there. End that one, or name another port; with port 0 any that is free is taken.",
        SocketError.AddressNotAvailable => "this machine has no such address; 0.0.0.0 is all that it has.",
        SocketError.AccessDenied => "the system does not let this user; ports below 1024 are often the system's own.",
        _ => error.Message,
    }
    : error.InnerException is { } inner ? Why(inner) : error.Message;

    /// <summary>By tenant, so that one that asks too much harms itself alone; who has no key shares one small measure for each address.</summary>
    private static void Configure(RateLimiterOptions limits, SiteOptions options)
    {
        limits.RejectionStatusCode = 429;
        limits.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            await Refusals.Of(429, "too_many_requests", "Too many requests in a second; try again in one.").ExecuteAsync(context.HttpContext).ConfigureAwait(false);
        };
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        {
            var caller = http.Features.Get<Access.Caller>();
            var (who, rate) = caller is null ? ($"at {http.Connection.RemoteIpAddress}", Math.Max(10, options.RequestsPerSecond / 10)) : ($"tenant {caller.Tenant}", options.RequestsPerSecond);
            return RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
            {
                TokenLimit = 2 * rate, TokensPerPeriod = Math.Max(1, rate / 10), ReplenishmentPeriod = TimeSpan.FromMilliseconds(100), AutoReplenishment = true,
            });
        });
    }

    private static Task SafeHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }

    private static Task AnswerToErrorAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var answer = error switch
        {
            Microsoft.AspNetCore.Http.BadHttpRequestException { StatusCode: 413 } => Refusals.Of(413, "too_large", $"The body is larger than {Requests.MostBytes / 1024} KiB."),
            Microsoft.AspNetCore.Http.BadHttpRequestException bad => Refusals.Of(bad.StatusCode, "request", bad.Message),
            LookException blind => Refusals.Of(503, "not_readable", $"What was asked cannot be shown: {blind.Message}. What was to be done before may have been; the same request with the same Idempotency-Key will say."),
            LogException down => Refusals.Of(503, "not_durable", $"Nothing was done: {down.Message}"),
            _ => Refusals.Of(500, "bug", "This is a bug in rhodes; the server's log says more."),
        };
        return answer.ExecuteAsync(http);
    }

    private static Task AnswerWithoutBodyAsync(HttpContext http) => http.Response.StatusCode switch
    {
        404 => Refusals.Of(404, "no_such_path", $"There is nothing at {Refusals.Cut(http.Request.Path)}; /openapi/v1.json says what there is.").ExecuteAsync(http),
        405 => Refusals.Of(405, "no_such_method", $"{Refusals.Cut(http.Request.Method)} is not done at {Refusals.Cut(http.Request.Path)}.").ExecuteAsync(http),
        415 => Refusals.Of(415, "media_type", $"A body of kind '{Refusals.Cut(http.Request.ContentType ?? "")}' is not read at {Refusals.Cut(http.Request.Path)}; send 'Content-Type: application/json'.").ExecuteAsync(http),
        var status => Refusals.Of(status, "request", Refusals.TitleOf(status) + ".").ExecuteAsync(http),
    };

    /// <summary>Signals are for whoever started the server: the framework's own watch for Ctrl-C would break off a start half way.</summary>
    private sealed class StartersOwn : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
